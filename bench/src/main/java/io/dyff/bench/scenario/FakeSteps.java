package io.dyff.bench.scenario;

/** Programs in place of an evaluation's own, which take no time: the platform's part is what is looked at. */
public final class FakeSteps {

    /**
     * A file that maps images to programs. The model does nothing but to say that it is ready, which the client's start waits
     * for; Perl starts in milliseconds, and is there wherever a Debian is.
     */
    public static final String IMAGES = """
            images:
              - { name: dyff/workflows/evaluation-client, command: [/bin/sh, -c, "exit 0"] }
              - { name: dyff/workflows/verify-evaluation-output, command: [/bin/sh, -c, "exit 0"] }
              - name: dyff/workflows/inferenceservice-mock
                command:
                  - perl
                  - -MIO::Socket::INET
                  - -e
                  - |
                    my $all = IO::Socket::INET->new(LocalAddr => "127.0.0.1", LocalPort => $ENV{PORT}, Listen => 16, ReuseAddr => 1)
                      or die "no port $ENV{PORT}: $!";
                    while (my $one = $all->accept) {
                      while (<$one>) { last if /^\\r?\\n$/ }
                      print $one "HTTP/1.1 200 OK\\r\\nContent-Length: 0\\r\\nConnection: close\\r\\n\\r\\n";
                      close $one;
                    }
            """;

    private FakeSteps() {}
}
