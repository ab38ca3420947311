package dev.baton;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;

/** The program itself, without its tests. */
public final class OwnCode implements ImportOption {

    @Override
    public boolean includes(Location location) {
        return location.contains("/target/classes/");
    }
}
