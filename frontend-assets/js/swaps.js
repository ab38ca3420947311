// What htmx needs to know about our answers.
import { say } from './toasts.js';

export function swaps() {
    document.addEventListener('change', (event) => {
        // It was looked for while it was typed; a late second answer would undo a step back.
        if (event.target.matches('.filters input[type=search]')) event.stopPropagation();
    }, true);
    document.addEventListener('htmx:configRequest', (event) => {
        const { parameters, elt } = event.detail;
        if (!elt.matches('.filters')) return;
        // An address names only what is set.
        for (const [name, value] of [...parameters.entries()]) {
            if (value === '') parameters.delete(name);
        }
    });
    document.addEventListener('htmx:beforeHistoryUpdate', ({ detail: { history } }) => {
        // What is shown already is no step: going back would seem to do nothing.
        if (new URL(history.path, location.href).href === location.href) history.type = 'replace';
    });
    document.addEventListener('htmx:beforeSwap', (event) => {
        const { xhr } = event.detail;
        if (xhr.status === 401) {
            event.preventDefault();
            location.reload();
        } else if (xhr.getResponseHeader('HX-Retarget')) {
            event.detail.shouldSwap = true;
            event.detail.isError = false;
        }
    });
    for (const name of ['htmx:responseError', 'htmx:sendError', 'htmx:timeout']) {
        document.addEventListener(name, () => {
            const template = document.getElementById('request-failed');
            if (!template) return;
            document.getElementById('flash')?.replaceChildren(template.content.cloneNode(true));
        });
    }
    document.addEventListener('htmx:afterSettle', (event) => {
        const swapped = event.detail.elt;
        (swapped.matches?.('[data-focus]') ? swapped : swapped.querySelector?.('[data-focus]'))?.focus();
        const menu = event.detail.requestConfig?.elt.closest?.('details.menu[id]');
        if (menu) document.querySelector(`#${menu.id} > summary`)?.focus();
        // What had the focus is gone: the keyboard goes on where the rows begin.
        if (swapped.id === 'results' && document.activeElement === document.body) {
            swapped.tabIndex = -1;
            swapped.focus({ preventScroll: true });
        }
        const count = swapped.querySelector?.('.pager-count');
        if (count) say(count.textContent);
    });
    document.addEventListener('click', (event) => {
        const link = event.target.closest?.('[data-unset]');
        const field = link?.closest('.filter-dates')
            ? link.previousElementSibling.querySelector('input')
            : link?.parentElement.querySelector('select');
        if (!field || event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        field.value = '';
        field.dispatchEvent(new Event('change', { bubbles: true }));
        field.focus();
    });
    // Whether a day is chosen, which no selector can tell.
    document.addEventListener('change', ({ target }) => {
        if (target.matches('.filter-dates input')) target.toggleAttribute('data-set', target.value !== '');
    });
}
