package dev.tidings.changelog;

/** The lease on a database that no other instance can use: always held. */
final class LocalPublicationLease implements PublicationLease {

    @Override
    public boolean hold() {
        return true;
    }

    @Override
    public boolean isHeld() {
        return true;
    }

    @Override
    public void release() {}
}
