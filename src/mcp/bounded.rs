//! Answers of a size that a reader can take in: the longest lists are cut, and how much is left out is said.

use serde_json::{Map, Value, json};

/// Characters that an answer has at most, as JSON. A model reads some thirty thousand words of Chinese at once without
/// losing the question; half of that leaves room for a second answer.
const LONGEST: usize = 40_000;

/// Characters of one text.
const TEXT: usize = 6_000;

/// The answer cut to size. What was left out is in `left_out`: the path of a list and how many of its items.
pub(super) fn bounded(mut answer: Value) -> Value {
    cut_texts(&mut answer);
    let mut left_out: Map<String, Value> = Map::new();
    // every step halves the largest list, so that it ends
    while length(&answer) > LONGEST {
        let Some(path) = largest(&answer, String::new()).map(|(_, path)| path) else { break };
        let Some(Value::Array(items)) = answer.pointer_mut(&path) else { break };
        let (all, keep) = (items.len(), items.len() / 2);
        items.truncate(keep);
        let before = left_out.get(&path).and_then(Value::as_u64).unwrap_or(0);
        left_out.insert(path, json!(before + (all - keep) as u64));
    }
    if let (Value::Object(fields), false) = (&mut answer, left_out.is_empty()) {
        fields.insert("left_out".to_owned(), Value::Object(left_out));
    }
    answer
}

fn length(value: &Value) -> usize {
    value.to_string().chars().count()
}

/// The longest list: how many characters it has, and its path.
fn largest(value: &Value, path: String) -> Option<(usize, String)> {
    let of_child = |(name, child): (String, &Value)| largest(child, format!("{path}/{name}"));
    let below = match value {
        Value::Array(items) => {
            items.iter().enumerate().filter_map(|(n, item)| of_child((n.to_string(), item))).max()
        }
        Value::Object(fields) => {
            let names =
                fields.iter().map(|(name, child)| (name.replace('~', "~0").replace('/', "~1"), child));
            names.filter_map(of_child).max()
        }
        _ => None,
    };
    let own = match value {
        Value::Array(items) if !items.is_empty() => Some((length(value), path)),
        _ => None,
    };
    own.max(below)
}

fn cut_texts(value: &mut Value) {
    match value {
        Value::String(text) if text.chars().count() > TEXT => {
            let rest = text.chars().count() - TEXT;
            let kept: String = text.chars().take(TEXT).collect();
            *text = format!("{kept}……（余{rest}字 / {rest} more characters）");
        }
        Value::Array(items) => items.iter_mut().for_each(cut_texts),
        Value::Object(fields) => fields.values_mut().for_each(cut_texts),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_answers_are_cut_and_say_so() {
        let short = json!({ "rows": [1, 2, 3] });
        assert_eq!(bounded(short.clone()), short);
        let rows: Vec<String> = (0..5000).map(|n| format!("第{n}行：公开内容不够细")).collect();
        let cut = bounded(json!({ "total": 5000, "rows": rows }));
        let kept = cut["rows"].as_array().map_or(0, Vec::len);
        let left = cut["left_out"]["/rows"].as_u64();
        assert!(kept > 500 && left == Some(5000 - kept as u64), "{kept} {left:?}");
        assert!(length(&cut) <= LONGEST + 100);
        let text = bounded(json!({ "text": "公".repeat(9000) }));
        assert!(
            text["text"].as_str().is_some_and(|text| text.ends_with("（余3000字 / 3000 more characters）"))
        );
    }

    #[test]
    fn what_no_list_makes_shorter_ends() {
        let wide: Map<String, Value> = (0..200).map(|n| (n.to_string(), json!("公".repeat(1000)))).collect();
        assert!(length(&bounded(Value::Object(wide))) > LONGEST);
    }
}
