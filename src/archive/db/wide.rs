//! The view `figures_wide`, made from the form: a column for each indicator of every edition.

use rusqlite::{Connection, OptionalExtension};

use crate::report::form;

/// The name of the view.
const NAME: &str = "figures_wide";

/// The statement that makes the view.
pub(super) fn sql() -> String {
    let column = |key: &str| {
        let name = key.replace('.', "_");
        format!("       max(value) FILTER (WHERE indicator = '{key}') AS {name}")
    };
    let columns: Vec<String> = form::indicators().map(|indicator| column(indicator.key)).collect();
    format!(
        "CREATE VIEW {NAME} AS\nSELECT agency, year, form,\n{}\nFROM figures\n\
         WHERE applicant IS NULL OR applicant = 'total'\nGROUP BY revision_id",
        columns.join(",\n")
    )
}

/// Makes the view where it is missing or not as the form is now.
pub(super) fn keep(conn: &Connection) -> rusqlite::Result<()> {
    let wanted = sql();
    let found: Option<String> = conn
        .query_row("SELECT sql FROM sqlite_schema WHERE type = 'view' AND name = ?1", [NAME], |row| {
            row.get(0)
        })
        .optional()?;
    if found.as_deref() == Some(wanted.as_str()) {
        return Ok(());
    }
    conn.execute_batch(&format!("DROP VIEW IF EXISTS {NAME}; {wanted};"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_view_has_a_column_for_each_indicator() {
        let conn = Connection::open_in_memory().unwrap();
        conn.execute_batch(
            "CREATE TABLE figures (agency, year, form, value, indicator, applicant, revision_id)",
        )
        .unwrap();
        keep(&conn).unwrap();
        let view = conn.prepare("SELECT * FROM figures_wide").unwrap();
        let columns: Vec<String> = view.column_names().skip(3).map(str::to_owned).collect();
        let keys: Vec<String> = form::indicators().map(|indicator| indicator.key.replace('.', "_")).collect();
        assert_eq!(columns, keys);
    }

    #[test]
    fn a_view_of_another_form_is_made_anew() {
        let conn = Connection::open_in_memory().unwrap();
        let table = "CREATE TABLE figures (agency, year, form, value, indicator, applicant, revision_id)";
        conn.execute_batch(table).unwrap();
        conn.execute_batch("CREATE VIEW figures_wide AS SELECT agency FROM figures").unwrap();
        keep(&conn).unwrap();
        let sql: String = conn
            .query_row("SELECT sql FROM sqlite_schema WHERE name = 'figures_wide'", [], |row| row.get(0))
            .unwrap();
        assert_eq!(sql, super::sql());
    }
}
