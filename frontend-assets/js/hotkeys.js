// "/" goes to the search of the page, Ctrl-K or ⌘K to the search over everything. "/" never while typing.
export function hotkeys() {
    document.addEventListener('keydown', (event) => {
        const key = pressed(event);
        const target = key && document.querySelector(`[data-hotkey="${CSS.escape(key)}"]`);
        if (!target) return;
        event.preventDefault();
        target.focus();
        target.select?.();
    });
}

function pressed(event) {
    if (event.ctrlKey || event.metaKey) return event.altKey || event.shiftKey ? null : `mod+${event.key}`;
    return event.altKey || event.target.closest?.('input, textarea, select, [contenteditable]') ? null : event.key;
}
