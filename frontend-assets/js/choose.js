// One of several is chosen and told about beside; which one it is stands in the address as well.
export function choosing() {
    for (const frame of document.querySelectorAll('.graph-scroll')) {
        const box = frame.querySelector('[aria-current]') ?? frame.querySelector('.graph-box');
        if (box) show(box, frame);
    }
    document.querySelectorAll('.tabs > [aria-current]').forEach((tab) => show(tab, tab.parentElement));
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

/** Of what is larger than its frame: what is chosen, or the first step. */
function show(box, frame) {
    const [inner, outer] = [box.getBoundingClientRect(), frame.getBoundingClientRect()];
    frame.scrollBy(
        inner.left + inner.width / 2 - outer.left - outer.width / 2,
        inner.top + inner.height / 2 - outer.top - outer.height / 2,
    );
}
