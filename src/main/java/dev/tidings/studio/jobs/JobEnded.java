package dev.tidings.studio.jobs;

/**
 * Published in the transaction in which a job comes to its end.
 *
 * @param status {@code completed}, {@code failed} or {@code cancelled}
 */
public record JobEnded(String id, String owner, String assetName, String status) {}
