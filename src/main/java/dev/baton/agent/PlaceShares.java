package dev.baton.agent;

import java.util.List;
import java.util.UUID;

/**
 * How the places of one agent are shared by the instances that want some: as they are wanted while
 * there are enough, else evenly, with the odd ones going round so that one place is everybody's in
 * turn.
 */
final class PlaceShares {

    private PlaceShares() {}

    /**
     * How an instance stands.
     *
     * @param places that it may use
     * @param missing that it could use as well
     */
    record Holder(UUID instance, int places, int missing) {

        boolean isActive() {
            return places > 0 || missing > 0;
        }
    }

    /**
     * How many places an instance shall have. It never is more than the others leave, whatever they
     * do at the same time.
     *
     * @param most that the agent has
     * @param held by the instance now
     * @param wanted by it now: calls under way and waiting
     * @param others that are there
     * @param turn grows by one a second, everywhere alike
     */
    static int of(UUID self, int most, int held, int wanted, List<Holder> others, long turn) {
        var active = others.stream().filter(Holder::isActive).toList();
        var free = Math.max(0, most - active.stream().mapToInt(Holder::places).sum());
        var missing = active.stream().mapToInt(Holder::missing).sum();
        if (active.isEmpty()) {
            return free;
        }
        var share = share(self, most, active, turn);
        var own =
                missing == 0
                        ? Math.max(Math.max(wanted, held), share)
                        : Math.max(
                                Math.min(wanted, share),
                                Math.min(Math.max(wanted, held), free - missing));
        return Math.clamp(own, 0, free);
    }

    private static int share(UUID self, int most, List<Holder> active, long turn) {
        var instances = active.size() + 1;
        var before = active.stream().filter(other -> other.instance().compareTo(self) < 0).count();
        var isNext = Math.floorMod(before + turn, (long) instances) < most % instances;
        return most / instances + (isNext ? 1 : 0);
    }
}
