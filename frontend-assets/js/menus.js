// Menus are <details>: this closes them on Escape and on a click elsewhere, and moves with the arrow keys.
export function menus() {
    document.addEventListener('click', (event) => {
        for (const menu of document.querySelectorAll('details.menu[open]')) {
            if (!menu.contains(event.target)) menu.open = false;
        }
    });
    document.addEventListener('keydown', (event) => {
        const menu = event.target.closest?.('details.menu[open]');
        if (!menu) return;
        if (event.key === 'Escape') {
            menu.open = false;
            menu.querySelector('summary').focus();
        } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
            step(menu, event.key === 'ArrowDown' ? 1 : -1);
            event.preventDefault();
        }
    });
}

function step(menu, by) {
    const items = [...menu.querySelectorAll('.menu-panel :is(a, button, input:not([type="hidden"], :disabled))')];
    const at = items.indexOf(document.activeElement);
    items[at < 0 && by < 0 ? items.length - 1 : (at + by + items.length) % items.length]?.focus();
}
