"""The elements, attributes and relations of links that pages of the portal are made of; all else is refused."""

from __future__ import annotations

TAGS = {
    "a", "abbr", "address", "article", "aside", "audio", "b", "bdi", "blockquote",
    "body", "br", "button", "caption", "circle", "code", "data", "dd", "del", "desc", "details", "div", "dl", "dt", "em",
    "fieldset", "figcaption", "figure", "footer", "form", "g", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr",
    "html", "img", "input", "label", "legend", "li", "link", "main", "meta", "nav", "noscript", "ol", "p", "path", "picture", "pre",
    "rect", "script", "section", "source", "span", "strong", "style", "sub", "summary", "sup", "svg", "table", "tbody", "td",
    "template", "text", "th", "thead", "time", "title", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {
    "action", "alt", "autocomplete", "charset", "checked", "class", "colspan", "content", "controls", "cx", "cy", "d",
    "datetime", "decoding", "defer", "download", "enterkeyhint", "fill", "font-family", "font-size", "font-weight", "for",
    "headers", "height", "hidden", "href", "id", "lang", "loading", "maxlength", "name", "placeholder", "preload",
    "property",
    "r", "rel", "role", "rowspan", "scope", "sizes", "src", "srcset", "start", "stroke",
    "stroke-dasharray", "stroke-width", "tabindex",
    "target", "text-anchor", "title", "type", "value", "viewBox", "width", "x", "xmlns", "y",
}  # fmt: skip
ADDRESSES = ("href", "src", "action")
LOADED = {"img": "src", "script": "src", "audio": "src", "source": "src", "input": "src", "form": "action"}
RELATIONS = {"alternate", "canonical", "icon", "external", "nofollow", "noopener", "next", "prev", "license", "self"}
HIDES_MARKUP = ("style", "script", "title", "noscript", "template")  # their end, met too early, turns words into markup
