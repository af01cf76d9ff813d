// The palette (Ctrl K): acts of the chosen row and of the page, then what the server finds for the letters. And "?".
'use strict';
(() => {
const $ = (selector, inside = document) => inside.querySelector(selector);
const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
const { isSeen, rowOf } = window.butler;
const cmd = $('#cmd'), field = cmd && $('input[type=search]', cmd), own = $('#cmd-acts');
if (!cmd) return;
const asksServer = field.hasAttribute('hx-get');
const plain = text => text.toLocaleLowerCase().replaceAll('ё', 'е');
const choices = () => all('.cmd__list :is(a,button)', cmd).filter(isSeen);
const isAnswered = () => !asksServer || ($('#cmd-found')?.dataset.typed ?? '') === field.value.trim();

// Acts: whatever answers to a key, in the row that was chosen, then on the page.
const named = element => element.getAttribute('aria-label') || [...element.childNodes].filter(node => node.nodeName !== 'KBD').map(node => node.textContent).join('').trim();
const make = (tag, words = '', name = '') => Object.assign(document.createElement(tag), { textContent: words, className: name });
const group = (title, elements) => {
  if (!elements.length) return;
  const list = make('ul');
  for (const element of elements) {
    const act = make('button', '', 'act'), row = make('li');
    act.type = 'button';
    act.append(make('span', named(element), 'cut'), make('kbd', element.dataset.key.replace(/^(Shift)?(Key|Digit)/, '$1 ').trim(), 'kbd'));
    act.addEventListener('click', () => { cmd.close(); element.click() });
    row.append(act);
    list.append(row);
  }
  own.append(make('h2', title), list);
};
const offer = row => {
  own.replaceChildren();
  if (row) group(own.dataset.ofRow, all('[data-key]', row));
  group(own.dataset.ofPage, all('main [data-key],.toasts [data-key]').filter(element => isSeen(element) && !rowOf(element)));
};
const narrow = () => {
  const words = plain(field.value).split(/\s+/).filter(Boolean);
  const isMeant = text => words.every(word => plain(text).split(/[^\p{L}\p{N}]+/u).some(part => part.startsWith(word)));
  for (const row of all(asksServer ? '#cmd-acts li' : '.cmd__list li', cmd)) row.hidden = !isMeant(row.textContent);
  for (const title of all('h2', own)) title.hidden = all('li', title.nextElementSibling).every(row => row.hidden);
};
window.butler.openers.cmd = () => {
  offer(rowOf(document.activeElement) ?? $('main [data-row][aria-current=true]'));
  narrow();
  field.select();
  if (asksServer && !field.value) window.htmx?.trigger(field, 'palette'); // what reading needs is loaded meanwhile
};
field.addEventListener('input', narrow);

// Enter presses the first choice, but never one that answers older letters; a question is stepped into, not answered.
let isWaiting = false;
const press = () => {
  const first = choices()[0];
  first?.closest('.line__who') ? first.focus() : first?.click();
};
document.addEventListener('htmx:after:swap', () => {
  if (!isWaiting || !cmd.open || !isAnswered()) return;
  isWaiting = false;
  press();
});
cmd.addEventListener('keydown', event => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key], found = choices();
  if (event.key === 'Escape' && event.target === field) {
    event.preventDefault(); // the browser would empty the field first
    cmd.close();
  } else if (step) {
    event.preventDefault();
    const next = found.indexOf(document.activeElement) + step;
    next < 0 ? field.focus() : found[Math.min(next, found.length - 1)]?.focus();
  } else if (event.key === 'Enter' && event.target === field) {
    event.preventDefault();
    if (isAnswered()) return press();
    isWaiting = true;
    window.htmx?.trigger(field, 'palette');
  } else if (event.key.length === 1 && event.target !== field && !event.ctrlKey && !event.metaKey && event.key !== ' ') {
    field.focus(); // keep typing from a row
  }
});

// The list of keys: those that this page answers to, called as this page calls them.
window.butler.openers.keys = () => {
  for (const line of all('#keys [data-there]')) {
    const where = line.dataset.there, there = where ? $(where) : null;
    line.hidden = where && !there;
    if (there?.matches('[data-key^=Key]')) $('dt', line).textContent = named(there);
  }
};
})();
