package dev.baton.platform.database;

/** The database this instance works on, ready for connections until it is closed. */
interface Database extends AutoCloseable {

    DatabaseUrl url();

    @Override
    void close();
}
