// Notices of the browser, for those who asked for them: what needs them now, once, and grouped. Nothing leaves the house:
// the page hears by its own stream that something changed, asks what is at hand, and tells what it has not told yet.
'use strict';
(() => {
const root = document.documentElement, door = root.dataset.notices;
if (!door || !('Notification' in window)) return;
const KEPT = 'butler-told', MOST = 500, MINUTE = 60000, SHOWN = 4;
const read = () => { try { return JSON.parse(localStorage.getItem(KEPT)) } catch { return null } };
const keep = told => localStorage.setItem(KEPT, JSON.stringify(told.slice(-MOST)));
const isLooked = () => document.hasFocus() && document.getElementById('need'); // the queue itself is before their eyes

const tell = (title, body, url, tag) => {
  const notice = new Notification(title, { body, tag });
  notice.onclick = () => { notice.close(); window.focus(); if (location.pathname + location.hash !== url) location.assign(url); show() };
};
// The row the notice is about: opened, if it lies under "and more", and under the keyboard.
const show = () => {
  const row = location.hash.startsWith('#need-') && document.getElementById(location.hash.slice(1));
  if (!row) return;
  row.closest('details')?.setAttribute('open', '');
  row.focus();
};

let asked;
const ask = async () => {
  if (Notification.permission !== 'granted') return;
  const answer = await fetch(door, { headers: { Accept: 'application/json' } }).catch(() => null);
  if (answer?.status !== 200 || answer.redirected) return;
  const { several, notices } = await answer.json(), told = read(), known = new Set(told ?? []);
  const fresh = notices.filter(({ id }) => !known.has(id));
  keep([...(told ?? []), ...fresh.map(({ id }) => id)]);
  if (!told || !fresh.length || isLooked()) return; // the first time nothing is news
  if (fresh.length === 1) return tell(fresh[0].title, fresh[0].body, fresh[0].url, fresh[0].id);
  const lines = fresh.slice(0, SHOWN).map(({ title, body }) => title === 'Butler' ? body : `${title}: ${body}`);
  tell(`${several}: ${fresh.length}`, [...new Set(lines)].join('\n') + (fresh.length > SHOWN ? '\n…' : ''), fresh[0].url.startsWith('/#') ? '/#need' : fresh[0].url, 'butler');
};
const soon = () => { clearTimeout(asked); asked = setTimeout(ask, 300) };
document.addEventListener('butler:live', soon);
setInterval(ask, MINUTE); // what becomes urgent does so by itself
addEventListener('hashchange', show);
show();
ask();
})();
