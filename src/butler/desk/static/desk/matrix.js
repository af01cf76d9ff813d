// The matrix: drag between quadrants and within, keep the keyboard's place, and show questions in the dialog.
// Everything here is a shortcut: buttons 1 to 4, links and forms do the same.
'use strict';
(() => {
const $ = (selector, inside = document) => inside.querySelector(selector);
const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
const sheet = $('#task-sheet');

// Drag. The row goes where it was dropped, and the order of that quadrant is kept.
const drop = event => {
  const list = event.to, row = event.item;
  if (!list.dataset.quadrant || event.from === list && event.oldIndex === event.newIndex) return;
  const order = all('[data-row]', list).map(each => each.dataset.id);
  const whose = $('input[name=whose]', row)?.value ?? 'mine';
  window.htmx.ajax('POST', row.dataset.place, { source: row, target: '#matrix', swap: 'outerHTML', values: { quadrant: list.dataset.quadrant, order, whose } });
};
const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
const arrange = () => {
  for (const list of all('#matrix [data-quadrant], #matrix [data-tray]')) {
    if (list.dataset.drag) continue;
    list.dataset.drag = 'on';
    window.Sortable.create(list, {
      group: { name: 'matrix', put: Boolean(list.dataset.quadrant) }, sort: Boolean(list.dataset.quadrant),
      draggable: '[data-row]', filter: 'form, form *', preventOnFilter: false, animation: still ? 0 : 150,
      delay: 220, delayOnTouchOnly: true, emptyInsertThreshold: 40, ghostClass: 'is-ghost', chosenClass: 'is-held', onEnd: drop,
    });
  }
};

// The row with the focus is the chosen one.
document.addEventListener('focusin', event => {
  const row = event.target.closest('#matrix [data-row]');
  if (!row) return;
  for (const each of all('#matrix [data-row][aria-current]')) each.removeAttribute('aria-current');
  row.setAttribute('aria-current', 'true');
});

// A drag leaves empty style attributes; htmx would copy them, which the content policy refuses.
document.addEventListener('htmx:before:swap', () => { for (const each of all('#matrix [style]')) each.removeAttribute('style') });
document.addEventListener('htmx:after:swap', event => {
  const target = event.detail.ctx.target, where = target?.id ?? String(target).replace('#', ''); // a name when the answer chose it
  if (where === 'task-sheet-body' && sheet && !sheet.open) sheet.showModal();
  if (where !== 'matrix') return;
  if (sheet?.open) sheet.close();
});
document.addEventListener('DOMContentLoaded', () => window.butler.onArrival(arrange)); // butler.js comes after this file
})();
