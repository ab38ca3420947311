// Everything here is an improvement: each page works without it.
import { menus } from './menus.js';
import { dialogs } from './dialogs.js';
import { copying } from './copy.js';
import { preferences } from './preferences.js';
import { forms } from './forms.js';
import { constraints } from './constraints.js';
import { toasts } from './toasts.js';
import { swaps } from './swaps.js';
import { hotkeys } from './hotkeys.js';
import { charts } from './charts.js';
import { trials } from './trial.js';
import { reveal } from './reveal.js';
import { picks } from './picks.js';
import { narrow } from './narrow.js';
import { times } from './times.js';
import { session } from './session.js';
import { live } from './live.js';
import { choosing } from './choose.js';

document.documentElement.classList.add('has-js');
// Trials come before forms: a form that only tries something is not sent, so its changes stay unsaved.
for (const start of [menus, dialogs, copying, preferences, trials, forms, constraints, toasts, swaps, hotkeys, charts, reveal, picks, narrow, times, session, live, choosing]) {
    start();
}
