package dev.baton.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.baton.platform.Ids;
import dev.baton.platform.database.DatabaseAccess;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

@Tag("database")
class InstancesTests {

    private final WorkFixture work = new WorkFixture();
    private final List<UUID> reaped = new ArrayList<>();
    private final List<Object> published = new ArrayList<>();
    private InstanceReaper reaper = reaped::add;

    private final InstanceId id = new InstanceId(Ids.next());
    private final Instances instances = instances(id);
    private final InstanceId otherId = new InstanceId(Ids.next());
    private final Instances other = instances(otherId);

    @Test
    void seesWhoIsSilentTooLong() {
        instances.beat();
        other.beat();
        work.clock.advance(Instances.SILENCE);
        assertThat(instances.dead(work.now())).isEmpty();

        work.clock.advance(Duration.ofMillis(1));
        instances.beat();

        assertThat(instances.dead(work.now())).containsExactly(otherId.value());
        assertThat(other.dead(work.now())).isEmpty();
    }

    @Test
    void settlesWhatADeadInstanceLeftOnce() {
        other.beat();
        work.clock.advance(Instances.SILENCE.plusSeconds(1));

        assertThat(instances.reap(otherId.value(), work.now())).isTrue();
        assertThat(instances.reap(otherId.value(), work.now())).isFalse();

        assertThat(reaped).containsExactly(otherId.value());
        assertThat(instances.isAlive(otherId.value())).isFalse();
    }

    @Test
    void leavesAnInstanceToTheOneThatSettlesIt() {
        other.beat();
        work.clock.advance(Instances.SILENCE.plusSeconds(1));
        reaper =
                dead -> {
                    reaped.add(dead);
                    assertThat(onAnotherThread(() -> instances.reap(dead, work.now()))).isFalse();
                };

        assertThat(instances.reap(otherId.value(), work.now())).isTrue();

        assertThat(reaped).containsExactly(otherId.value());
    }

    @Test
    void remembersADeadInstanceThatCouldNotBeSettled() {
        other.beat();
        work.clock.advance(Instances.SILENCE.plusSeconds(1));
        reaper =
                _ -> {
                    throw new IllegalStateException("not now");
                };

        assertThatThrownBy(() -> instances.reap(otherId.value(), work.now())).hasMessage("not now");

        assertThat(instances.dead(work.now())).containsExactly(otherId.value());
    }

    @Test
    void reapsNobodyWhoHasBeatenMeanwhile() {
        other.beat();
        work.clock.advance(Instances.SILENCE.plusSeconds(1));
        var seen = work.now();
        other.beat();

        assertThat(instances.reap(otherId.value(), seen)).isFalse();
        assertThat(reaped).isEmpty();
    }

    @Test
    void tellsAnInstanceThatWasDeclaredDead() {
        other.beat();
        published.clear();
        work.clock.advance(Instances.SILENCE.plusSeconds(1));
        instances.reap(otherId.value(), work.now());

        other.beat();

        assertThat(published).containsExactly(new InstanceDeclaredDead(otherId.value()));
        assertThat(instances.isAlive(otherId.value())).isTrue();
    }

    @Test
    void believesInOthersWhileItsOwnHeartHasNotBeatenLong() {
        other.beat();
        work.clock.advance(Instances.SILENCE.plusSeconds(1));

        assertThat(instances.isAlive(otherId.value())).isTrue();
        assertThat(instances.isAlive(Ids.next())).isFalse();
    }

    @Test
    void waitsForNobodyWhoCannotBeThere() {
        other.beat();
        work.clock.advance(Duration.ofMillis(1));
        var alone = instances(id, new DatabaseAccess(true));
        alone.beat();

        assertThat(alone.isAlive(otherId.value())).isFalse();
        assertThat(alone.dead(work.now())).containsExactly(otherId.value());
        assertThat(alone.reap(otherId.value(), work.now())).isTrue();
        assertThat(alone.isAlive(id.value())).isTrue();
    }

    @Test
    void isHeardOnceItHasBeaten() {
        assertThat(instances.isHeard()).isFalse();

        instances.beat();

        assertThat(instances.isHeard()).isTrue();
    }

    @Test
    void settlesItselfWhenItStops() {
        instances.start();

        instances.stop();

        assertThat(reaped).containsExactly(id.value());
        assertThat(other.isAlive(id.value())).isFalse();
    }

    private boolean onAnotherThread(BooleanSupplier question) {
        var answer = new AtomicBoolean();
        try {
            Thread.ofVirtual().start(() -> answer.set(question.getAsBoolean())).join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return answer.get();
    }

    private Instances instances(InstanceId self) {
        return instances(self, new DatabaseAccess(false));
    }

    private Instances instances(InstanceId self, DatabaseAccess access) {
        var beans = new StaticListableBeanFactory();
        beans.addBean("reaper", (InstanceReaper) dead -> reaper.reap(dead));
        return new Instances(
                work.schema.jdbc(),
                work.schema.retrying(),
                self,
                WorkTime.of(work.clock),
                access,
                beans.getBeanProvider(InstanceReaper.class),
                published::add);
    }
}
