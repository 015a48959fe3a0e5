/**
 * Who somebody is and what they may do: tokens, the demo identity, the rules for HTTP and for STOMP.
 *
 * <p>A token is checked before anything else of a request or CONNECT is looked at. Rights to a
 * destination are asked of the module that owns it, through
 * {@link dev.tidings.destination.DestinationCatalog}.
 */
@ApplicationModule(allowedDependencies = {"destination", "http", "instance"})
@NullMarked
package dev.tidings.security;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
