// The same kinds of pages as the portal's, for `make bench`. Lists are grouped once, so that nothing here is quadratic.
import { readFileSync } from "node:fs";

const A_PAGE = 20;
const DAYS = ["Chủ Nhật", "Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy"];
const UNITS = { luot: "lượt công dân", nguoi: "người được tiếp" };
const ROWS = { luot: "Lượt công dân (lượt)", nguoi: "Người được tiếp (người)" };

const inVietnam = (date) => new Date(date.getTime() + 7 * 3600 * 1000);
const iso = (date) => `${inVietnam(date).toISOString().slice(0, 19)}+07:00`;
const month = (date) => iso(date).slice(0, 7);
const dotted = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, ".");

function day(date) {
  const [year, number, rest] = iso(date).split("-");
  return `${rest.slice(0, 2)}/${number}/${year}`;
}

function moment(date) {
  return `${DAYS[inVietnam(date).getUTCDay()]}, ${day(date)} - ${iso(date).slice(11, 16)}`;
}

// Newest first; neighbours are found once, since Eleventy's own filters search the list for every article.
function articles(api) {
  const oldestFirst = api.getFilteredByTag("bai");
  const line = (item) => item && { url: item.url, title: item.data.title };
  oldestFirst.forEach((item, place) => {
    item.data.older = line(oldestFirst[place - 1]);
    item.data.newer = line(oldestFirst[place + 1]);
  });
  return [...oldestFirst].reverse();
}

function grouped(items, keysOf) {
  const groups = new Map();
  for (const item of items) {
    for (const [slug, name] of keysOf(item)) {
      if (!groups.has(slug)) groups.set(slug, { slug, name, items: [] });
      groups.get(slug).items.push(item);
    }
  }
  return [...groups.values()].sort((one, other) => one.slug.localeCompare(other.slug));
}

function paged(groups, prefix) {
  return groups.flatMap(({ slug, name, items }) => {
    const total = Math.ceil(items.length / A_PAGE);
    return Array.from({ length: total }, (_, place) => ({
      name, total, number: place + 1,
      items: items.slice(place * A_PAGE, (place + 1) * A_PAGE),
      url: place ? `${prefix}${slug}/trang/${place + 1}/` : `${prefix}${slug}/`,
      previous: place ? (place > 1 ? `${prefix}${slug}/trang/${place}/` : `${prefix}${slug}/`) : null,
      next: place + 1 < total ? `${prefix}${slug}/trang/${place + 2}/` : null,
    }));
  });
}

const sections = (api) => grouped(articles(api), (item) => [item.data.section]);
const tags = (api) => grouped(articles(api), (item) => item.data.nhan);
const months = (api) => grouped(articles(api), (item) => [[month(item.date), month(item.date)]]).reverse();

function years(api) {
  const found = grouped(articles(api), (item) => [[month(item.date).slice(0, 4), month(item.date).slice(0, 4)]]).reverse();
  return found.map((year) => ({ ...year, months: grouped(year.items, (item) => [[month(item.date), month(item.date)]]).reverse() }));
}

export default function (config) {
  const numbers = JSON.parse(readFileSync("numbers.json", "utf-8"));
  const number = (key, form) => {
    const [quarter, measure] = key.split("/");
    const text = form === "bare" ? dotted(numbers[key]) : `${dotted(numbers[key])} ${UNITS[measure]}`;
    return `<a class="stat__source" href="/so-lieu/#${quarter}-${measure}"><data class="stat" value="${numbers[key]}">${text}</data></a>`;
  };
  const row = (quarter, measure) => `<tr><th scope="row">${ROWS[measure]}</th><td>${number(`${quarter}/${measure}`, "bare")}</td></tr>`;
  config.addShortcode("so", number);
  config.addShortcode("khoi", (quarter, title) => `<figure class="statistics">
<figcaption class="edge"><b>${title}</b> <b class="mark">Số liệu minh hoạ</b><br>
<span class="muted">${quarter} · lượt, người</span></figcaption>
<table class="table">
<caption>${title}, ${quarter} <span class="muted">(lượt, người)</span></caption>
<thead><tr><th scope="col">Chỉ tiêu</th><th scope="col">Số lượng</th></tr></thead>
<tbody>
${row(quarter, "luot")}
${row(quarter, "nguoi")}
</tbody>
</table>
<div class="muted"><p>Nguồn: <a href="/so-lieu/">Số liệu minh hoạ</a>.</p></div>
</figure>`);
  for (const [name, collection] of Object.entries({ articles, sections, tags, months, years })) config.addCollection(name, collection);
  config.addCollection("sectionPages", (api) => paged(sections(api), "/chuyen-muc/"));
  config.addCollection("tagPages", (api) => paged(tags(api), "/nhan/"));
  for (const [name, filter] of Object.entries({ day, moment, iso })) config.addFilter(name, filter);
  config.addFilter("first", (items, count) => items.slice(0, count));
  config.addFilter("rfc822", (date) => date.toUTCString());
  config.addGlobalData("numbers", numbers);
  config.addGlobalData("site", "http://127.0.0.1:8000");
  config.addGlobalData("css", { site: readFileSync("site.css", "utf-8"), statistics: readFileSync("statistics.css", "utf-8") });
  config.addPassthroughCopy("anh");
  config.setUseGitIgnore(false);
  return {
    dir: { input: "content", includes: "../_includes", output: "output" },
    markdownTemplateEngine: false,
    htmlTemplateEngine: "njk",
  };
}
