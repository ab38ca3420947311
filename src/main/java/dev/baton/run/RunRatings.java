package dev.baton.run;

/** How many think well of a run, and how many do not. */
public record RunRatings(int up, int down) {

    public static final RunRatings NONE = new RunRatings(0, 0);

    public boolean isEmpty() {
        return up == 0 && down == 0;
    }
}
