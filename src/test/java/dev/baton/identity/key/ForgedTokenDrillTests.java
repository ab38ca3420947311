package dev.baton.identity.key;

import dev.baton.OverHttp;
import dev.baton.drill.Figures;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;

/** Drill D9, the keys: the forgeries of {@link ForgedTokenTests} over a socket, with their figure. */
@Tag("drill")
@Tag("database")
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Import({KeyFixture.class, OverHttp.Testers.class})
@ExtendWith(OutputCaptureExtension.class)
class ForgedTokenDrillTests {

    @Autowired AutowireCapableBeanFactory beans;

    @Test
    void openNothing(CapturedOutput output) throws Exception {
        var forger = beans.createBean(ForgedTokenTests.class);
        forger.issueAKey();
        var forgeries = forger.forgeries();
        for (var forgery : forgeries.values()) {
            forger.assertRefused(forgery, output);
        }

        Figures.record(
                "D9 keys",
                ForgedTokenDrillTests.class,
                forgeries.size() + " forged keys",
                "0 accepted",
                "0 accepted, each a 401 problem, none in the log");
    }
}
