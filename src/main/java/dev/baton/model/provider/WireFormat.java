package dev.baton.model.provider;

import dev.baton.model.Answer;
import dev.baton.model.CallFailed;
import dev.baton.model.ModelCall;

import tools.jackson.databind.node.ObjectNode;

import java.util.Map;

/** How one family of providers wants to be asked and how it answers. */
interface WireFormat {

    /** Where to ask, below the connection's base URL. */
    String path(OpenConnection connection);

    /** Who we are, in the headers of this family. */
    Map<String, String> headers(OpenConnection connection, ModelCall call);

    /**
     * What to send for a whole answer.
     *
     * @throws dev.baton.model.InvalidField when this provider cannot serve the request
     */
    ObjectNode body(OpenConnection connection, ModelCall call);

    /** Changes the body so that the answer comes as a stream. */
    void streaming(ObjectNode body);

    /** Reads a whole answer strictly. */
    Answer answer(byte[] body, ModelCall call) throws CallFailed;

    /** Reads one stream, event by event. */
    ChunkReader chunks(ModelCall call);
}
