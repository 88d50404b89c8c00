package io.dyff.operator.steps;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the class path. */
public final class StepsVersion implements IVersionProvider {

    @Override
    public String[] getVersion() throws IOException {
        return new String[] {"dyff steps " + version()};
    }

    /** Such as {@code 1.2.0}. */
    public static String version() throws IOException {
        var properties = new Properties();
        try (InputStream in = StepsVersion.class.getResourceAsStream("steps.properties")) {
            if (in != null) {
                properties.load(in);
            }
        }
        return properties.getProperty("version", "unknown");
    }
}
