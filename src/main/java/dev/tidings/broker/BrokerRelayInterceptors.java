package dev.tidings.broker;

/** What stands on the channels between clients and Spring's broker relay. */
record BrokerRelayInterceptors(BrokerRelayReceipts receipts, BrokerRelayRights rights, BrokerRelayOrphans orphans) {}
