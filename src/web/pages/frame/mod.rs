//! The frame around every page: head, navigation, trail, foot.

mod failure;
mod permissions;

pub(in crate::web) use failure::{failure, said};
pub(in crate::web) use permissions::Permissions;

use maud::{DOCTYPE, Markup, html};

use super::navigation::navigation;
use super::search_box::small_search_box;

/// A small picture for the tab of the browser.
const ICON: &str = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' \
     height='32' rx='7' fill='%231f5a7a'/%3E%3Cpath d='M8 9h16M8 16h16M8 23h10' stroke='%23fff' stroke-width='3'/%3E%3C/svg%3E";

/// What is around the body of a page.
#[derive(Debug, Default)]
pub(super) struct Frame {
    title: String,
    part: &'static str,
    trail: Vec<(String, String)>,
    json: Option<String>,
    before: Option<(String, String)>,
    after: Option<(String, String)>,
}

impl Frame {
    /// The frame of a page that belongs to a part of the site; an empty one for none.
    pub(super) fn new(title: impl Into<String>, part: &'static str) -> Self {
        Self { title: title.into(), part, ..Self::default() }
    }

    /// With a page above it, outermost first.
    pub(super) fn under(mut self, name: impl Into<String>, address: impl Into<String>) -> Self {
        self.trail.push((name.into(), address.into()));
        self
    }

    /// With the address of the same as JSON.
    pub(super) fn json(mut self, address: impl Into<String>) -> Self {
        self.json = Some(address.into());
        self
    }

    /// With the pages before and after it: name and address.
    pub(super) fn between(
        mut self,
        before: Option<(String, String)>,
        after: Option<(String, String)>,
    ) -> Self {
        (self.before, self.after) = (before, after);
        self
    }

    /// The whole page.
    pub(super) fn around(&self, body: Markup) -> Markup {
        html! {
            (DOCTYPE)
            html lang="zh-CN" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    title { (self.title) " · 年报" }
                    link rel="stylesheet" href="/style.css";
                    link rel="icon" href=(ICON);
                    @if let Some((_, address)) = &self.before { link rel="prev" href=(address); }
                    @if let Some((_, address)) = &self.after { link rel="next" href=(address); }
                    @if let Some(address) = &self.json { link rel="alternate" type="application/json" href=(address); }
                    script src="/script.js" defer {}
                }
                body {
                    a.skip href="#main" { "跳到正文" }
                    header.top { (self.navigation()) }
                    main #main tabindex="-1" {
                        (self.path())
                        (body)
                    }
                    footer {
                        p {
                            @if !Permissions::now().sign_out { "只在本机提供，" } "不访问任何其他网址。"
                            @if let Some(address) = &self.json { " " a href=(address) { "本页的 JSON" } }
                        }
                    }
                }
            }
        }
    }

    fn navigation(&self) -> Markup {
        let may = Permissions::now();
        html! {
            a.brand href="/" aria-current=[self.part.is_empty().then_some("page")] { "年报" }
            nav aria-label="主导航" {
                @for (address, name) in navigation() {
                    a href=(address) aria-current=[(*address == self.part).then_some("true")] { (name) }
                }
                @if may.write { a href="/add" aria-current=[(self.part == "/add").then_some("true")] { "添加" } }
            }
            // the pages that begin with a search box need no second one
            @if !["", "/search"].contains(&self.part) { (small_search_box()) }
            @if may.sign_out { form.leave method="post" action="/logout" { button { "退出" } } }
        }
    }

    fn path(&self) -> Markup {
        html! {
            @if !self.trail.is_empty() {
                nav.trail aria-label="所在位置" {
                    ol {
                        li { a href="/" { "首页" } }
                        @for (name, address) in &self.trail { li { a href=(address) { (name) } } }
                        li aria-current="page" { (self.title) }
                    }
                }
            }
        }
    }
}

/// Something wider than a phone: it scrolls by itself, also by keyboard.
pub(super) fn wide(name: &str, body: Markup) -> Markup {
    html! { div.wide role="region" aria-label=(name) tabindex="0" { (body) } }
}

/// A number between the words of a page: `12,345`.
pub(super) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().filter_map(|group| std::str::from_utf8(group).ok()).collect();
    groups.join(",")
}
