package dev.tidings.support;

/** A source of brokers that has none to offer here; the next source may. */
final class BrokerUnavailableException extends RuntimeException {

    BrokerUnavailableException(String message) {
        super(message);
    }

    BrokerUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
