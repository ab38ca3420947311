package dev.baton.platform.database;

import com.mysql.cj.MysqlConnection;
import com.mysql.cj.NativeSession;
import com.mysql.cj.protocol.StandardSocketFactory;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Opens the driver's sockets so that they can be closed from beside. {@link Connection#abort} does
 * not do for one with TLS: it says goodbye first and waits for whoever is reading.
 */
public final class CuttableSockets extends StandardSocketFactory {

    /** Called by the driver, which is told of this class by name. */
    public CuttableSockets() {}

    /** Whoever waits for an answer on the connection gets an exception of a lost one. */
    static void cut(Connection connection) {
        try {
            if (connection.unwrap(MysqlConnection.class).getSession()
                            instanceof NativeSession session
                    && session.getProtocol().getSocketConnection().getSocketFactory()
                            instanceof CuttableSockets sockets) {
                sockets.rawSocket.close();
            } else {
                // Opened through a factory of the operator's own, or by another class loader's.
                connection.abort(Thread.ofPlatform().daemon()::start);
            }
        } catch (SQLException | IOException | RuntimeException e) {
            // Then it is closed.
        }
    }
}
