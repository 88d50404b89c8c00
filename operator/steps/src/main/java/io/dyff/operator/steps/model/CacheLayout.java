package io.dyff.operator.steps.model;

/**
 * Where the hub's own client looks for files that it has (contract/schema.md section 8.2). Its cache holds contents under
 * their digests and links to them; objects cannot be links, so that the snapshot holds the files, as that client itself
 * lays them out where there are no links.
 */
record CacheLayout(String repoID, String commit) {

    private String folder() {
        return "models--" + repoID.replace("/", "--");
    }

    /** A file, relative to the model's folder. */
    String file(String path) {
        return folder() + "/snapshots/" + commit + "/" + path;
    }

    /** Holds the commit that a revision stands for; only a revision that is no commit has one. */
    String reference(String revision) {
        return folder() + "/refs/" + revision;
    }

    /** Whether the revision needs a reference. */
    boolean isNamed(String revision) {
        return !revision.equals(commit);
    }
}
