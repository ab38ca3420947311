// The points of a chart are one stop for the Tab key; arrow keys go from point to point.
export function charts() {
    document.querySelectorAll('[data-points]').forEach(rove);
    document.addEventListener('htmx:afterSettle', (event) => event.target.querySelectorAll('[data-points]').forEach(rove));
    document.addEventListener('keydown', (event) => {
        const point = event.target.closest?.('.chart-point');
        const next = point && neighbour(point, event.key);
        if (!next) return;
        event.preventDefault();
        point.setAttribute('tabindex', '-1');
        next.setAttribute('tabindex', '0');
        next.focus();
    });
}

function rove(plot) {
    plot.querySelectorAll('.chart-point').forEach((it, at, all) => it.setAttribute('tabindex', at === all.length - 1 ? '0' : '-1'));
}

function neighbour(point, key) {
    const points = [...point.parentElement.querySelectorAll('.chart-point')];
    const at = points.indexOf(point);
    return { ArrowLeft: points[at - 1], ArrowRight: points[at + 1], Home: points[0], End: points.at(-1) }[key];
}
