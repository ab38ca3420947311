// A dialog opens as a popover without scripts; with them it is modal: focus stays inside and comes back.
export function dialogs() {
    document.addEventListener('click', (event) => {
        const button = event.target.closest?.('[popovertarget]');
        const dialog = button && document.getElementById(button.getAttribute('popovertarget'));
        if (!(dialog instanceof HTMLDialogElement)) return;
        event.preventDefault();
        if (button.getAttribute('popovertargetaction') === 'hide') {
            dialog.close();
        } else {
            const menu = button.closest('details.menu');
            menu?.removeAttribute('open');
            // The button is hidden with its menu: what opens the menu gets the focus back.
            if (menu) dialog.addEventListener('close', () => menu.querySelector('summary').focus(), { once: true });
            dialog.showModal();
        }
    });
    document.addEventListener('click', (event) => {
        if (event.target instanceof HTMLDialogElement && event.target.open) event.target.close();
    });
}
