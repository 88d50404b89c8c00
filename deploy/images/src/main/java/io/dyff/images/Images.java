package io.dyff.images;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/** Makes one image after the other: the same jars give the same digests, whoever makes them and whenever. */
final class Images {
    /** Nobody: a number, because Kubernetes cannot tell from a name that it is not root. */
    static final String USER = "65532";

    private final Path build;
    private final Ground ground;
    private final Path scratch;

    /**
     * @param build what a build has packaged
     * @param scratch for files on the way; may be deleted afterwards
     */
    Images(Path build, Ground ground, Path scratch) {
        this.build = build;
        this.ground = ground;
        this.scratch = scratch;
    }

    /**
     * One image for one architecture, as a tar in the form of an OCI layout.
     *
     * @throws IOException also when the base cannot be had
     */
    Path make(Program program, String architecture) throws IOException, InterruptedException {
        Path tar = scratch.resolve(program.image().replace('/', '-') + "-" + architecture + ".tar");
        try {
            ClassPath jars = ClassPath.of(build, program.module());
            JibContainerBuilder image = ground.begin()
                    .addFileEntriesLayer(layer("libraries", jars.others()))
                    .addFileEntriesLayer(layer("platform", jars.ours()))
                    .addFileEntriesLayer(options(program, jars))
                    .setEntrypoint(program.entrypoint())
                    .setUser(USER)
                    .setFormat(ImageFormat.OCI)
                    .setCreationTime(Instant.EPOCH)
                    .setPlatforms(Set.of(new Platform(architecture, "linux")));
            image.containerize(Containerizer.to(TarImage.at(tar).named(ImageReference.parse(program.image())))
                    .setApplicationLayersCache(scratch.resolve("cache"))
                    .setBaseImageLayersCache(scratch.resolve("base")));
            return tar;
        } catch (InvalidImageReferenceException
                | RegistryException
                | CacheDirectoryCreationException
                | ExecutionException e) {
            throw new IOException(program.image() + " for " + architecture + " cannot be made: " + e.getMessage(), e);
        }
    }

    private static FileEntriesLayer layer(String name, List<Path> jars) {
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName(name);
        jars.stream().sorted().forEach(jar -> layer.addEntry(jar, AbsoluteUnixPath.get(ClassPath.inImage(jar))));
        return layer.build();
    }

    private FileEntriesLayer options(Program program, ClassPath jars) throws IOException {
        Path file = scratch.resolve(program.module() + ".args");
        Files.writeString(file, jars.options());
        return FileEntriesLayer.builder()
                .setName("options")
                .addEntry(file, AbsoluteUnixPath.get(Program.OPTIONS))
                .build();
    }
}
