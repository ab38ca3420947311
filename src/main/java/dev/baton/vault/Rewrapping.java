package dev.baton.vault;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

import java.security.GeneralSecurityException;

/**
 * Before the instance takes requests, wraps every data key under the current master key, so that
 * the previous one can be thrown away. The secrets themselves stay as they are. A data key whose
 * master is not here ends the start.
 */
@Component
class Rewrapping implements SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger(Rewrapping.class);
    private static final int BATCH = 200;

    private final DataKeyTable table;
    private final MasterKeys masters;

    Rewrapping(DataKeyTable table, MasterKeys masters) {
        this.table = table;
        this.masters = masters;
    }

    @Override
    public void afterSingletonsInstantiated() {
        var current = masters.current();
        var count = 0;
        while (true) {
            var batch = table.notUnderAcrossTenants(current.id(), BATCH);
            if (batch.isEmpty()) {
                break;
            }
            batch.forEach(this::rewrap);
            count += batch.size();
        }
        if (count > 0) {
            log.info(
                    "SECRET_KEY was rotated: {} data keys are now wrapped under master key {};"
                            + " SECRET_KEY_PREVIOUS is no longer needed once every instance has it",
                    count,
                    current.id());
        }
    }

    void rewrap(WrappedKey old) {
        var tenant = old.tenant();
        var current = masters.current();
        try {
            var material =
                    masters.get(old.masterKey()).unwrap(tenant, old.version(), old.wrapped());
            table.rewrap(
                    old,
                    new WrappedKey(
                            tenant,
                            old.version(),
                            current.id(),
                            current.wrap(tenant, old.version(), material)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The data key is damaged: " + old, e);
        }
    }
}
