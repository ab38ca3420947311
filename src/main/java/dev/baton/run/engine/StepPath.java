package dev.baton.run.engine;

/**
 * Where a step stands: its id in a scope. See {@link RunEvent} for how both are written.
 *
 * @param scope empty for the run's own
 */
public record StepPath(String scope, String id) {

    private static final String UNDO = "undo:";

    public static StepPath of(String text) {
        var cut = text.lastIndexOf('/');
        return cut < 0
                ? new StepPath("", text)
                : new StepPath(text.substring(0, cut), text.substring(cut + 1));
    }

    /** The step whose item or round a scope is. */
    static StepPath ofScope(String scope) {
        return of(scope.substring(0, scope.lastIndexOf('/')));
    }

    /** Which item or round of its step a scope is, from 0. */
    static int indexOf(String scope) {
        return Integer.parseInt(scope.substring(scope.lastIndexOf('/') + 1));
    }

    /** The item or round of a step. */
    static String scope(String step, int index) {
        return step + "/" + index;
    }

    /** Whether a path or scope lies inside a step, however deep. */
    static boolean isInside(String path, String step) {
        return path.length() > step.length()
                && path.charAt(step.length()) == '/'
                && path.startsWith(step);
    }

    /** The item or round of a step that a path or scope inside it is in, or is. */
    static String scopeInside(String path, String step) {
        var cut = path.indexOf('/', step.length() + 1);
        return cut < 0 ? path : path.substring(0, cut);
    }

    /** What undoes a step is a step as well. */
    static String undo(String step) {
        return UNDO + step;
    }

    public static boolean isUndo(String step) {
        return step.startsWith(UNDO);
    }

    public static String undone(String step) {
        return step.substring(UNDO.length());
    }

    @Override
    public String toString() {
        return scope.isEmpty() ? id : scope + "/" + id;
    }
}
