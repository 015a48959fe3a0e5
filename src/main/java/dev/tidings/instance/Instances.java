package dev.tidings.instance;

import java.util.Set;

/** The instances that are alive. */
public interface Instances {

    /** Returns the id of this instance, new with every start. */
    String self();

    /** Reads the ids of all instances whose entry was renewed in time, this one included. */
    Set<String> alive();
}
