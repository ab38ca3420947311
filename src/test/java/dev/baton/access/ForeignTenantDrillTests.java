package dev.baton.access;

import dev.baton.OverHttp;
import dev.baton.drill.Figures;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;

/** Drill D9, the ids: {@link ForeignTenantTests} over a socket, with its figure. */
@Tag("drill")
@Tag("database")
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Import(OverHttp.Testers.class)
class ForeignTenantDrillTests {

    @Autowired AutowireCapableBeanFactory beans;

    @Test
    void openNothing() throws IOException {
        var stranger = beans.createBean(ForeignTenantTests.class);
        stranger.makeTenants();
        stranger.answersAnIdInAnAddressAsOneThatNothingHas();
        stranger.answersAnIdInAQueryAsOneThatNothingHas();
        stranger.answersAnIdInABodyAsOneThatNothingHas();

        Figures.record(
                "D9 ids",
                ForeignTenantDrillTests.class,
                "a foreign tenant's ids in %d places of addresses, queries and bodies"
                        .formatted(stranger.tried()),
                "0 answered otherwise than an id that nothing has, 0 rows changed",
                "0 and 0");
    }
}
