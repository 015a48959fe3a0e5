package dev.tidings.studio.providers;

/**
 * A provider as its user sees it.
 *
 * @param name what people call it
 * @param secret name of the secret that holds its key
 * @param available whether the secret is set
 */
record ProviderResource(String id, String name, String secret, boolean available) {}
