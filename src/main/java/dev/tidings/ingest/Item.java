package dev.tidings.ingest;

import dev.tidings.changelog.WrittenChange;

/**
 * One thing to publish, checked and complete.
 *
 * @param change what goes where
 * @param isTransient whether it skips the log
 */
record Item(WrittenChange change, boolean isTransient) {}
