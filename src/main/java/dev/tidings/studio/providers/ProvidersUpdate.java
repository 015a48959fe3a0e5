package dev.tidings.studio.providers;

import java.util.List;

/** All providers after a change of what is available; also what the list of them is. */
record ProvidersUpdate(List<ProviderResource> providers) {}
