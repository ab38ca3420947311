package dev.baton;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Fails the test in which a response was not what the API's description promises. */
public class ApiContractExtension implements AfterEachCallback {

    @Override
    public void afterEach(ExtensionContext test) {
        var breaches = ApiContract.takeBreaches();
        if (!breaches.isEmpty()) {
            throw new AssertionError(
                    "Not as /v3/api-docs describes it:\n" + String.join("\n", breaches));
        }
    }
}
