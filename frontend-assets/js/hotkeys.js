// Keys: Ctrl-K or ⌘K always; single letters never while typing, and only for those who want them.
import { pick } from './picks.js';

const keys = {
    '?': () => show(document.getElementById('shortcuts')),
    g: () => wait(),
    j: () => step(1),
    k: () => step(-1),
    x: () => row()?.querySelector('.pick input:not(:disabled)')?.click(),
    e: () => follow(row()?.querySelector('a[href$="/edit"]') ?? document.querySelector('.page-actions a[href$="/edit"]')),
    n: () => follow(document.querySelector('.page-actions a[href$="/new"]')),
    a: () => follow(row()?.querySelector('[data-key="a"]')),
    r: () => follow(row()?.querySelector('[data-key="r"]')),
    Escape: () => pick(document.querySelectorAll('.pick input:checked'), false),
};

// Whether the letter that says where to go is awaited.
let going = false;

export function hotkeys() {
    document.addEventListener('keydown', (event) => {
        if (event.defaultPrevented || event.altKey) return;
        const typing = event.target.closest?.('input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable]');
        if (event.ctrlKey || event.metaKey) {
            if (!event.shiftKey && focus(`mod+${event.key}`)) event.preventDefault();
        } else if (typing) {
            if (event.key === 'Escape' && typing.dataset.hotkey) leave(event, typing);
        } else if (event.key === 'Enter' && event.target.closest?.('.pick')) {
            // Would send the form of the rows that are picked.
            event.preventDefault();
            follow(row()?.querySelector('th a, h2 a'));
        } else if (document.documentElement.dataset.keyboard !== 'off' && !document.querySelector('dialog[open], details.menu[open]')) {
            if (press(event.key)) event.preventDefault();
        }
    });
}

function press(key) {
    if (going) {
        going = false;
        return follow(document.querySelector(`[data-go="${CSS.escape(key)}"]`));
    }
    if (!Object.hasOwn(keys, key)) return focus(key);
    keys[key]();
    return key !== 'Escape';
}

function focus(key) {
    const target = document.querySelector(`[data-hotkey="${CSS.escape(key)}"]`);
    target?.focus();
    target?.select?.();
    return Boolean(target);
}

function leave(event, field) {
    event.preventDefault();
    field.blur();
}

function show(dialog) {
    if (dialog && !dialog.open) dialog.showModal();
}

function wait() {
    going = true;
    setTimeout(() => (going = false), 1500);
}

// A row of a table, or a card of a list; its name leads to it.
const ROW = '#results .table tbody tr, #results .row-cards > li';
const NAME = 'th a, td a, h2 a';

const rows = () => [...document.querySelectorAll(ROW)].filter((it) => it.querySelector(NAME));

const row = () => document.activeElement?.closest(ROW);

function step(by) {
    const all = rows();
    const at = all.indexOf(row());
    const next = at < 0 ? all.at(by > 0 ? 0 : -1) : all[at + by];
    next?.querySelector(NAME).focus();
}

function follow(link) {
    link?.click();
    return Boolean(link);
}
