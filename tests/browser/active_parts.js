// Opens pages of the site in frames, as tests/browser/active_parts.py asks; gives what is active in each.
// Types each of `typed` into the search of these pages, and counts the results.
// The same questions as in tests/active_parts.py, of the tree and the addresses that the browser made of the text.
async ({addresses, typed, never, neverAttributes, relations, scriptOfSearch}) => {
  const outward = ['http:', 'https:', 'mailto:', 'tel:'];
  const isKnown = script => script.getAttributeNames().join() === 'type' ? script.type === 'application/ld+json'
    : script.getAttributeNames().sort().join() === 'defer,src' && script.getAttribute('src').startsWith(scriptOfSearch);
  const isBad = (element, text) => {
    const url = URL.canParse(text, location) && new URL(text, location);
    const leads = ['a', 'area'].includes(element.localName) ? outward.includes(url.protocol) : url.origin === location.origin;
    return !url || url.username || !(leads || element.rel === 'canonical' || element.rel === 'alternate')
      || !/^(https?:|mailto:|tel:|[/]|#)/i.test(text) || /^[\\/]{2}/.test(text);
  };
  const activeParts = root => [...root.querySelectorAll('*')].flatMap(element => {
    const name = element.localName.toLowerCase(), found = [];
    if (never.includes(name) || name.includes('-') || (name === 'style' && element.parentNode.localName !== 'head'))
      found.push(name);
    if (name === 'script' && !isKnown(element)) found.push('script');
    if (name === 'style' && element.previousElementSibling?.localName === 'style') found.push('style twice');
    if ((name === 'meta' && element.httpEquiv) || (name === 'link' && !relations.includes(element.rel))) found.push(name);
    for (const {name: key, value} of element.attributes) {
      if (key.startsWith('on') || neverAttributes.includes(key)) found.push(`${name} ${key}`);
      if (['href', 'action', 'src', 'srcset', 'poster', 'data'].includes(key) && isBad(element, value)) found.push(value);
    }
    return name === 'template' ? [...found, ...activeParts(element.content)] : found;
  });

  // Links to pages and the search form lead on: they run nothing here.
  const stayHere = window => {
    const stay = event => event.preventDefault();
    window.addEventListener('click', event => outward.includes(event.target.closest?.('a[href]')?.protocol) && stay(event), true);
    window.addEventListener('submit', event => new URL(event.target.action).origin === location.origin && stay(event), true);
  };
  const touch = elements => {
    for (const element of elements) {
      for (const kind of ['pointerover', 'mouseover', 'focus', 'blur']) element.dispatchEvent(new Event(kind, {bubbles: true}));
      if (element.isConnected) element.click?.();  // a link of results that were replaced would not ask `stayHere`
    }
  };

  const next = () => new Promise(after => setTimeout(after));
  const searched = async page => {
    while (page.querySelector('#dang-tim')?.hidden === false && !page.querySelector('#cau-tra-loi').hidden) await next();
  };
  const search = async (page, words) => {
    page.querySelector('[type=search]').value = words;
    page.querySelector('form.search').requestSubmit();
    await searched(page);
  };

  const open = address => new Promise(done => {
    const frame = document.createElement('iframe'), found = [];
    let results = 0;
    frame.onload = async () => {
      frame.onload = null;
      try {
        await searched(frame.contentDocument);
        found.push(...activeParts(frame.contentDocument));
        stayHere(frame.contentWindow);
        touch(frame.contentDocument.querySelectorAll('main *'));
        for (const words of typed) {
          await search(frame.contentDocument, words);
          found.push(...activeParts(frame.contentDocument));
          touch(frame.contentDocument.querySelectorAll('#ket-qua *'));
          results += frame.contentDocument.querySelectorAll('#ket-qua h2').length;
        }
        await next();
        if (frame.contentWindow.location.pathname !== address.split('?')[0]) found.push('went elsewhere');
      } catch (error) {
        found.push(error.message);  // by now it is a page of another site
      }
      frame.remove();
      done({address, found, results});
    };
    frame.hidden = true;
    frame.src = address;
    document.body.append(frame);
  });
  return await Promise.all(addresses.map(open));
}
