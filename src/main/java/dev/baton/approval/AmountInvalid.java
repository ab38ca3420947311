package dev.baton.approval;

/** What should say how much is agreed to says no amount; the message tells why. */
public class AmountInvalid extends RuntimeException {

    AmountInvalid(String message) {
        super(message);
    }

    /** It is an answer, not a fault: it needs no stack trace. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
