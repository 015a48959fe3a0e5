package dev.tidings.studio.models;

/**
 * Whether a model is in the cache.
 *
 * @param key name of the model
 */
record CacheStatus(String key, boolean downloaded) {}
