// One key: "/" goes to the search of the page. Never while typing.
export function hotkeys() {
    document.addEventListener('keydown', (event) => {
        if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.('input, textarea, select, [contenteditable]')) return;
        const target = document.querySelector(`[data-hotkey="${CSS.escape(event.key)}"]`);
        if (!target) return;
        event.preventDefault();
        target.focus();
    });
}
