package dev.baton.webhook;

import dev.baton.platform.database.RetryingTransactions;
import dev.baton.tenant.Actor;
import dev.baton.tenant.Permission;
import dev.baton.tenant.Requires;
import dev.baton.work.WorkQueue;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Sends deliveries again: one, or all that were given up in a time. */
@Service
@Transactional
public class ResendingDesk {

    private final DeliveryDesk deliveries;
    private final Endpoints endpoints;
    private final EndpointStandings standings;
    private final DeliveryProgress progress;
    private final BacklogStore backlogs;
    private final ResendingStore resendings;
    private final HeldRelease releases;
    private final WorkQueue work;
    private final RetryingTransactions transactions;
    private final Clock clock;

    ResendingDesk(
            DeliveryDesk deliveries,
            Endpoints endpoints,
            EndpointStandings standings,
            DeliveryProgress progress,
            BacklogStore backlogs,
            ResendingStore resendings,
            HeldRelease releases,
            WorkQueue work,
            RetryingTransactions transactions,
            Clock clock) {
        this.deliveries = deliveries;
        this.endpoints = endpoints;
        this.standings = standings;
        this.progress = progress;
        this.backlogs = backlogs;
        this.resendings = resendings;
        this.releases = releases;
        this.work = work;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Sends a delivery again, whatever became of it, with all its attempts before it; its id stays
     * the same. Where the endpoint takes none at the moment, it is held.
     */
    @Requires(Permission.WEBHOOKS_WRITE)
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public void resend(EndpointId endpoint, UUID delivery, Actor by) {
        transactions.run("webhook", () -> resend(endpoint, delivery));
    }

    /** Changes the delivery before its work, as {@link DeliveryOutcomes} does. */
    private void resend(EndpointId endpoint, UUID delivery) {
        var active = lock(endpoint).active();
        var known = deliveries.get(endpoint, delivery);
        var now = clock.instant();
        if (active) {
            progress.begin(List.of(known), now);
        } else {
            progress.hold(known);
        }
        work.remove(DeliveryWorker.QUEUE, known.tenant(), known.id());
        if (active) {
            work.add(DeliveryPlanner.work(known, now));
        }
    }

    /**
     * Sends everything again that was given up in a time, some of it after the other.
     *
     * @param id of the wish: asked for twice, it is granted once
     * @param from when the event happened, this moment included
     * @param to not included
     */
    @Requires(Permission.WEBHOOKS_WRITE)
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public Resending resendGivenUp(
            EndpointId endpoint, UUID id, Instant from, Instant to, Actor by) {
        known(endpoint);
        return resendings
                .find(endpoint, id)
                .orElseGet(
                        () -> {
                            var now = clock.instant();
                            var found = backlogs.countGivenUp(endpoint, from, to);
                            return ask(
                                    new Resending(
                                            endpoint, id, from, to, found, 0, now, by.name(),
                                            null));
                        });
    }

    /** It has been counted by now: whoever plans deliveries waits for the endpoint's lock. */
    private Resending ask(Resending wish) {
        return transactions.call(
                "webhook",
                () -> {
                    lock(wish.endpoint());
                    return resendings
                            .find(wish.endpoint(), wish.id())
                            .orElseGet(
                                    () -> {
                                        releases.resend(wish);
                                        return wish;
                                    });
                });
    }

    /** How many deliveries were given up in a time. */
    @Transactional(readOnly = true)
    public int countGivenUp(EndpointId endpoint, Instant from, Instant to) {
        known(endpoint);
        return backlogs.countGivenUp(endpoint, from, to);
    }

    /** The latest wishes to send again, newest first. */
    @Transactional(readOnly = true)
    public List<Resending> latest(EndpointId endpoint) {
        return resendings.latest(endpoint);
    }

    private void known(EndpointId id) {
        endpoints.findById(id).orElseThrow(() -> new EndpointNotFound(id));
    }

    private Standing lock(EndpointId id) {
        return standings.lock(id).orElseThrow(() -> new EndpointNotFound(id));
    }
}
