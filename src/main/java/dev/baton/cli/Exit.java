package dev.baton.cli;

/** Exit codes, as {@code baton --help} tells them. */
final class Exit {

    static final int DONE = 0;
    static final int FAILED = 1;
    static final int REFUSED = 3;
    static final int UNREACHABLE = 4;
    static final int NOT_ENDED = 5;

    private Exit() {}
}
