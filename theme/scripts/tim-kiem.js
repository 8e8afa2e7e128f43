// The search page fetches the index a year at a time, newest first, until it has enough, and shows results meanwhile.
// Weak phones pay for these bytes, so the code is short; the build strips comments and indentation.

const [form, input, told, count, asked, rest, year, more, many, none, failed, list, pattern] =
  document.querySelectorAll('.search, .search input, .found [id]');
const parts = list.dataset.parts.split(' '), entries = [];
let timer, busy;

// “Hoà giải” becomes " hoa◌̀ giai◌̉ ": one space around each word, and its tone last, so that hoà and hòa are one word; so are
// Đình and Ðình, typed with an eth or an African D, as on old keyboards.
const spelled = text => ` ${text} `.toLowerCase().normalize('NFD').replace(/ð|ɖ/g, 'đ')
  .replace(/([\u0300\u0301\u0303\u0309\u0323])([a-zđ\u0302\u0306\u031b]+)/g, '$2$1')
  .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ');
const bare = text => spelled(text).replace(/\p{M}/gu, '').replace(/đ/g, 'd');

// Shows the matches among the loaded entries; returns whether to load more.
const show = () => {
  const query = input.value.trim(), words = query.split(' ').filter(word => bare(word) > ' ');
  // a match has every word, the last perhaps unfinished; "12/KL-TTr" is one word
  const needed = words.map((word, n) => bare(word).slice(0, words[n + 1] ? 99 : -1));
  const found = entries.filter(entry => words[0] && needed.every(word => entry.bare.includes(word)));
  const exact = words.map(spelled);
  // words with the same marks weigh most, then words of the title; among equals the newer comes first
  for (const entry of found)
    entry.score = exact.filter(word => entry.spelled.includes(word)).length * 99 +
      needed.filter(word => entry.title.includes(word)).length;
  list.textContent = '';
  for (const {address, row} of found.sort((a, b) => b.score - a.score).slice(0, 50)) {
    list.append(pattern.content.cloneNode(true));
    const places = list.lastElementChild.querySelectorAll('a, bdi, span, p + p');
    places.forEach((place, n) => row[n].split(/([\s,;:“”()]+)/).forEach(piece =>
      (needed.some(word => bare(piece).includes(word)) ? place.appendChild(document.createElement('mark')) : place).append(piece)));
    places[0].href = address;
  }
  told.hidden = !words[0];
  count.textContent = found.length || 'Không có';
  asked.textContent = query;
  rest.hidden = !parts[0];
  year.textContent = parts[0];
  more.hidden = !busy;
  many.hidden = !found[50];
  none.hidden = found[0] || parts[0];
  return words[0] && parts[0] && !found[50];
};

const search = async () => {
  history.replaceState(0, '', '?tu-khoa=' + encodeURIComponent(input.value));
  if (busy) return show();
  failed.hidden = busy = true;
  while (show()) {
    const rows = await fetch(`${parts[0]}.json`).then(answer => answer.json()).catch(() => {});
    failed.hidden = rows;
    if (!rows) break;
    for (const [address, ...row] of rows)
      entries.push({address, row, title: bare(row[0]), spelled: spelled(row), bare: bare(row)});
    parts.shift();
  }
  busy = false;
  show();
};

// Without this the form loads a new page; a slow network is spared that.
form.onsubmit = event => {
  event.preventDefault();
  search();
};
form.oninput = () => {
  clearTimeout(timer);
  timer = setTimeout(search, 200);
};
input.value = new URLSearchParams(location.search).get('tu-khoa');
if (input.value) search();
