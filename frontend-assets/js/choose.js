// One of several is chosen and told about beside; which one it is stands in the address as well.
export function choosing() {
    document.addEventListener('click', (event) => {
        const link = event.target.closest?.('svg a[data-choose]');
        // Of a link in a drawing htmx does not know that it is one.
        if (link && window.htmx && !event.ctrlKey && !event.metaKey && !event.shiftKey) event.preventDefault();
    });
    document.addEventListener('htmx:afterSettle', ({ detail }) => {
        const link = detail.requestConfig?.elt;
        if (!link?.matches?.('[data-choose]')) return;
        document.querySelectorAll('[data-choose][aria-current]').forEach((other) => other.removeAttribute('aria-current'));
        link.setAttribute('aria-current', 'true');
    });
}
