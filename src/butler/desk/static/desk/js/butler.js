// What the pages do beyond links and forms. Everything here is a shortcut: each act has a plain way too.
'use strict';
(() => {
const root = document.documentElement, $ = (selector, inside = document) => inside.querySelector(selector);
const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
const keep = (name, value) => { document.cookie = `${name}=${value};path=/;max-age=31536000;samesite=lax${location.protocol === 'https:' ? ';secure' : ''}` };

// A movement between pages that the browser leaves out (another tab, a slow page) is no fault: the page is there.
const calm = ({ viewTransition }) => { viewTransition?.ready.catch(() => {}) };
addEventListener('pageswap', calm);
addEventListener('pagereveal', calm);

// Acts: [data-act] is pressed. A page adds its own: butler.acts.swap = button => …
const acts = {
  theme(button) {
    const isDark = getComputedStyle(root).colorScheme === 'dark' || (!root.dataset.theme && matchMedia('(prefers-color-scheme: dark)').matches);
    root.dataset.theme = isDark ? 'light' : 'dark';
    keep('theme', root.dataset.theme);
    const choice = new FormData(button.form); // and on the person's other devices
    choice.set('theme', root.dataset.theme);
    fetch(button.form.action, { method: 'POST', body: choice, redirect: 'manual', keepalive: true }).catch(() => {});
  },
  discreet() {
    const on = root.toggleAttribute('data-discreet');
    keep('discreet', on ? 1 : 0);
    hideTitle();
    for (const button of all('[data-act=discreet]')) button.setAttribute('aria-pressed', on);
  },
  dismiss(button) { button.closest('[data-toast]').remove() },
};
const title = root.hasAttribute('data-discreet') ? `${$('h1')?.textContent.trim()} – Butler` : document.title; // hidden from the first byte
const hideTitle = () => { document.title = root.hasAttribute('data-discreet') ? 'Butler' : title };

document.addEventListener('click', event => {
  const button = event.target.closest('[data-act]'), opener = event.target.closest('[data-open]');
  if (button && acts[button.dataset.act]) { event.preventDefault(); acts[button.dataset.act](button, event) }
  if (opener) open(opener.dataset.open);
  if (event.target.matches?.('dialog[open]')) event.target.close(); // the scrim
});

// Dialogs. The browser gives focus back when they close. A script adds what is made ready before: butler.openers.id
const openers = {};
const open = id => {
  const dialog = document.getElementById(id);
  if (!dialog || $('dialog[open]')) return;
  openers[id]?.();
  dialog.showModal();
};

// Keys by their place on the keyboard (event.code), so they work in the Russian layout. Single keys can be off.
const TYPING = 'input:not([type=checkbox],[type=radio]),textarea,select,[contenteditable],dialog[open]';
let wentG = 0;
const rowOf = element => element?.closest?.('[data-row]');
const isSeen = element => element.getClientRects().length > 0;
const press = code => {
  const key = `[data-key=${code}]`, row = rowOf(document.activeElement) ?? $('[data-row][aria-current=true]');
  const button = (row && $(key, row)) || all(key).filter(isSeen).findLast(found => !rowOf(found));
  if (button) button.click();
  return Boolean(button);
};
// X marks the row, Shift X every row from the last one that was marked. The boxes belong to a plain form.
let marked = null;
const mark = isRange => {
  const rows = all('[data-row]').filter(isSeen), row = rowOf(document.activeElement), box = row && $('[data-pick]', row);
  if (!box) return;
  const from = rows.indexOf(marked), to = rows.indexOf(row);
  if (isRange && from >= 0) for (const each of rows.slice(Math.min(from, to), Math.max(from, to) + 1)) { const other = $('[data-pick]', each); if (other) other.checked = true }
  else box.checked = !box.checked;
  marked = row;
};
const walk = step => {
  const rows = all('[data-row]').filter(isSeen), here = rows.indexOf(rowOf(document.activeElement));
  const next = here < 0 ? rows[0] : rows[Math.min(Math.max(here + step, 0), rows.length - 1)];
  next?.focus();
};
const submit = field => field.form && (($('[data-main],.btn--main', field.form) || $('button:not([type=button])', field.form))?.click());

document.addEventListener('keydown', event => {
  const withCtrl = event.ctrlKey || event.metaKey;
  if (withCtrl && event.code === 'KeyK') { event.preventDefault(); return open('cmd') }
  if (withCtrl && event.key === 'Enter' && event.target.matches('textarea,input')) { event.preventDefault(); return submit(event.target) }
  if (event.defaultPrevented || withCtrl || event.altKey || event.repeat && event.code !== 'KeyJ' && event.code !== 'KeyK') return;
  if (root.dataset.keys === 'off' || event.target.closest(TYPING)) return;
  if (event.key === '?' || event.shiftKey && event.code === 'Slash') return open('keys');
  if (event.shiftKey) {
    if (event.code === 'KeyH') acts.discreet();
    else if (event.code === 'KeyX') mark(true);
    else if (/^Key\w$/.test(event.code) && press(`Shift${event.code}`)) event.preventDefault();
    return;
  }
  if (Date.now() - wentG < 1200) { wentG = 0; const link = $(`[data-go=${event.code}]`); if (link) { event.preventDefault(); return location.assign(link.href) } }
  if (event.code === 'KeyG') { wentG = Date.now(); return }
  if (event.code === 'KeyX') return mark(false);
  if (event.code === 'KeyJ') return walk(1);
  if (event.code === 'KeyK') return walk(-1);
  if (event.code === 'Enter' && event.target.matches('[data-row]')) return ($('[data-main]', event.target) ?? $('.btn--main', event.target) ?? $('a', event.target))?.click();
  if (/^(Key|Digit)\w$/.test(event.code) && press(event.code)) event.preventDefault();
});

// After an act in a row the keyboard goes on with the next one that is still there.
let goOn = null;
document.addEventListener('htmx:before:request', event => {
  if (event.detail.ctx.request.method !== 'POST') return;
  const row = rowOf(event.target), list = row ? all('[data-row]', row.closest('#matrix') ?? row.closest('.panel') ?? document) : [], here = list.indexOf(row);
  goOn = row?.contains(document.activeElement) || document.activeElement === document.body && row ? [...list.slice(here + 1), ...list.slice(0, here).reverse()].map(each => each.id) : null;
});
document.addEventListener('htmx:after:swap', () => {
  if (!goOn) return;
  const next = goOn.map(id => document.getElementById(id)).find(Boolean);
  goOn = null;
  next?.focus();
});

// Toasts leave after ten seconds, not while one is read or held by the keyboard.
const STAYS = 10000;
const age = toast => {
  toast.dataset.toast = 'seen';
  let timer;
  const start = () => { timer = setTimeout(() => toast.remove(), STAYS) }, stop = () => clearTimeout(timer);
  for (const name of ['pointerenter', 'focusin']) toast.addEventListener(name, stop);
  for (const name of ['pointerleave', 'focusout']) toast.addEventListener(name, start);
  start();
};
const say = name => { const note = $(`#toast-${name}`), place = $('#toasts'); if (note && place) { place.append(note.content.cloneNode(true)); settle(place) } };

// Times that pass. <time data-until="ISO"> counts down in hours and minutes; the day's thread and clock go on.
const two = number => String(number).padStart(2, '0');
const loadedAt = Date.now();
const tick = () => {
  for (const element of all('[data-until]')) {
    const minutes = Math.floor((new Date(element.dataset.until) - Date.now()) / 60000);
    if (minutes >= 0 && minutes < 1440) element.textContent = `${Math.floor(minutes / 60)}:${two(minutes % 60)}`;
  }
  const thread = $('[data-phase]');
  if (!thread) return;
  const [hours, minutes] = thread.dataset.phase.slice(11, 16).split(':').map(Number);
  const now = (hours * 60 + minutes + Math.floor((Date.now() - loadedAt + Number(thread.dataset.phase.slice(17, 19)) * 1000) / 60000)) % 1440;
  for (const clock of all('[data-clock]')) clock.textContent = `${Math.floor(now / 60)}:${two(now % 60)}`;
  const part = JSON.parse(thread.dataset.parts).find(([from, to]) => from <= now && now < to);
  if (part) $('.dot', thread).setAttribute('cx', part[2] + (part[3] - part[2]) * (now - part[0]) / (part[1] - part[0]));
};
setInterval(tick, 15000);

// Files dropped on [data-drop] go into its file field.
for (const name of ['dragover', 'dragleave', 'drop']) document.addEventListener(name, event => {
  const zone = event.target.closest?.('[data-drop]'), field = zone && $('input[type=file]', zone);
  if (!field || !event.dataTransfer.types.includes('Files')) return;
  event.preventDefault();
  zone.classList.toggle('is-over', name === 'dragover');
  if (name === 'drop') { field.files = event.dataTransfer.files; field.dispatchEvent(new Event('change', { bubbles: true })) }
});
// The names of chosen files stand in the place that data-names tells.
document.addEventListener('change', event => { const place = document.getElementById(event.target.dataset.names ?? ''); if (place) place.textContent = [...event.target.files].map(file => file.name).join(', ') });
// [data-asks-notices] asks the browser whether it lets the house say something by itself.
const denied = () => { const note = $('[data-notices-denied]'); if (note) note.hidden = !('Notification' in window) || Notification.permission !== 'denied' };
document.addEventListener('change', event => { if (event.target.matches('[data-asks-notices]:checked') && 'Notification' in window) Notification.requestPermission().then(denied) });
denied();
// [data-submit] sends its form when it changes (language, filters).
document.addEventListener('change', event => { if (event.target.closest('[data-submit]')) event.target.form?.requestSubmit() });

// htmx: a lost session opens the sign-in page, not inside a panel; a failure says so and leaves the page as it was.
document.addEventListener('htmx:before:response', event => {
  const reply = event.detail.ctx.response.raw;
  if (reply.redirected && new URL(reply.url).pathname.startsWith('/account/')) { event.preventDefault(); location.reload() }
});
document.addEventListener('htmx:response:error', event => {
  const status = event.detail.ctx.response.status;
  if (status >= 500 || status === 400) say('failed');
  if (status === 403 || status === 404) say('refused');
});
window.addEventListener('offline', () => say('offline'));
document.addEventListener('htmx:error', () => say(navigator.onLine ? 'failed' : 'offline'));

// After every swap: what has just come in gets its behaviour. A page adds its own: butler.onArrival(element => …)
const arrivals = [];
const settle = inside => {
  for (const toast of all('[data-toast=""]', inside)) age(toast);
  for (const thread of all('[data-end]', inside)) thread.scrollTop = thread.scrollHeight; // the last word first
  tick();
  for (const act of arrivals) act(inside);
};
document.addEventListener('htmx:after:swap', () => settle(document));
window.butler = { acts, openers, say, rowOf, isSeen, onArrival(act) { arrivals.push(act); act(document) } };

// Live: [data-live="conversation letter"] asks for itself anew (hx-trigger="live") when such a thing changed. One
// stream per page, none while nobody looks and nobody wants notices; where the server has no room, every ten seconds.
const POLL = 10000, TOGETHER = 15; // ms in which what one act has changed is heard
const OF_NOTICES = root.dataset.notices ? ['conversation', 'letter', 'task', 'booking'] : [];
let stream, polling, due;
const heard = new Set();
const wanted = () => new Set([...all('[data-live]').flatMap(element => element.dataset.live.split(' ')), ...OF_NOTICES]);
// [data-begun] holds words one writes: it stays as it is while somebody is at them, or has changed them.
const isBegun = element => 'begun' in element.dataset && all('textarea', element).some(field => field === document.activeElement || field.value !== field.defaultValue);
const refresh = topic => {
  if (document.hidden) return; // it asks when somebody looks again
  heard.add(topic);
  clearTimeout(due);
  due = setTimeout(() => { const topics = new Set(heard); heard.clear(); for (const element of all('[data-live]')) if (!isBegun(element) && (topics.has('again') || element.dataset.live.split(' ').some(each => topics.has(each)))) window.htmx?.trigger(element, 'live') }, TOGETHER);
};
const listen = () => {
  const topics = wanted();
  if (stream || !topics.size || document.hidden && !OF_NOTICES.length || !root.dataset.stream) return;
  stream = new EventSource(root.dataset.stream);
  let isFirst = true; // the page has just been drawn: it needs no second look
  stream.addEventListener('open', () => { if (!isFirst) refresh('again'); isFirst = false });
  stream.addEventListener('again', () => refresh('again'));
  for (const topic of topics) stream.addEventListener(topic, event => { document.dispatchEvent(new CustomEvent('butler:live', { detail: { topic, ...JSON.parse(event.data) } })); refresh(topic) });
  stream.onerror = () => { if (stream.readyState === EventSource.CLOSED && !polling) polling = setInterval(() => document.hidden || refresh('again'), POLL) };
};
document.addEventListener('visibilitychange', () => {
  if (document.hidden) { if (!OF_NOTICES.length) { stream?.close(); stream = undefined } } else if (wanted().size) { refresh('again'); listen() }
});
window.addEventListener('pagehide', () => stream?.close());

// No server-rendered page is shown again from the browser's memory after signing out.
window.addEventListener('pageshow', event => { if (event.persisted) location.reload() });
hideTitle();
settle(document);
listen();
})();
