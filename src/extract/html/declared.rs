//! What a page says of itself in its head: hints, never the truth.

use scraper::{ElementRef, Html, Node};

use crate::extract::document::Declared;
use crate::extract::document::surroundings::date;
use crate::extract::html::shown;

/// Names of `<meta>` that tell the title, the publisher and the day of publication, the surest first:
/// those of the standard for government sites, then those of the trade.
const TITLE: &[&str] = &["articletitle", "og:title"];
const PUBLISHER: &[&str] = &["contentsource", "sitename", "author"];
const PUBLISHED: &[&str] = &["pubdate", "publishdate", "article:published_time", "publishtime"];

/// Reads the head.
pub(super) fn of(html: &Html) -> Declared {
    let mut metas: Vec<(String, String)> = Vec::new();
    let mut title = None;
    let mut heading = None;
    for node in html.tree.nodes() {
        let Node::Element(element) = node.value() else { continue };
        match element.name() {
            "meta" => {
                let name = element.attr("name").or_else(|| element.attr("property"));
                if let (Some(name), Some(content)) = (name, element.attr("content"))
                    && !content.trim().is_empty()
                {
                    metas.push((name.to_ascii_lowercase(), content.trim().to_owned()));
                }
            }
            "h1" if heading.is_none() => {
                heading = ElementRef::wrap(node).map(shown::words).filter(|text| !text.is_empty());
            }
            "title" if title.is_none() => {
                let text: String = node
                    .children()
                    .filter_map(|child| child.value().as_text().map(|text| text.to_string()))
                    .collect();
                title = Some(text.trim().to_owned()).filter(|text| !text.is_empty());
            }
            _ => {}
        }
    }
    let meta = |names: &[&str]| {
        names.iter().find_map(|name| metas.iter().find(|(known, _)| known == name).map(|(_, c)| c.clone()))
    };
    Declared {
        title: meta(TITLE).or(title),
        publisher: meta(PUBLISHER),
        published: meta(PUBLISHED).as_deref().and_then(date),
        heading,
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    #[test]
    fn the_head_tells_title_publisher_and_day() {
        let html = Html::parse_document(
            "<head><title>年报_某网</title><META NAME=ArticleTitle CONTENT='某局2023年年报'>
             <meta name=PubDate content='2024-01-09 10:00'><meta name='ContentSource' content='某局'></head>",
        );
        let declared = of(&html);
        assert_eq!(declared.title.as_deref(), Some("某局2023年年报"));
        assert_eq!(declared.publisher.as_deref(), Some("某局"));
        assert_eq!(declared.published, NaiveDate::from_ymd_opt(2024, 1, 9));
    }
}
