package io.dyff.routes.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dyff.routes.entity.Priority;
import io.dyff.routes.json.Json;
import io.dyff.routes.orchestrate.admission.Share;
import io.dyff.routes.orchestrate.admission.Shares;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says how accounts share what a quota of all of them limits; the orchestrator reads it at each decision. */
@Command(
        name = "share",
        mixinStandardHelpOptions = true,
        description = "How accounts share what a quota of all of them limits.")
final class ShareCommands {
    private static final int MAX_WEIGHT = 1000;
    private static final int MAX_BORROW = 10_000;
    private final AdminContext context;

    ShareCommands(AdminContext context) {
        this.context = context;
    }

    @Command(
            mixinStandardHelpOptions = true,
            description = "Sets how an account shares; what is not named stays. Counts from the next decision on.")
    void set(
            @Parameters(paramLabel = "ACCOUNT") String account,
            @Option(
                            names = "--weight",
                            description =
                                    "Its part of the room, in proportion to the weights of the others that wait: 1 to "
                                            + MAX_WEIGHT + "; at first 1")
                    @Nullable
                    Integer weight,
            @Option(
                            names = "--borrow",
                            description = "By how many percent it may exceed its own quotas of use while nobody who is"
                                    + " within theirs waits for the room: 0 to " + MAX_BORROW + "; at first 0")
                    @Nullable
                    Integer borrow,
            @Option(
                            names = "--priority",
                            description = "The most that the label dyff.io/priority of its entities counts between"
                                    + " accounts, each step doubling the weight: 0 to " + Priority.MAX + "; at first 0")
                    @Nullable
                    Integer priority,
            @Mixin Output output) {
        if (weight == null && borrow == null && priority == null) {
            throw new AdminException("one of --weight, --borrow and --priority is needed");
        }
        check("--weight", weight, 1, MAX_WEIGHT);
        check("--borrow", borrow, 0, MAX_BORROW);
        check("--priority", priority, 0, Priority.MAX);
        if (context.accounts().find(account).isEmpty()) {
            throw new AdminException("there is no account " + account);
        }
        shares().set(account, weight, borrow, priority);
        Share share = shares().of(account);
        output.print(context.out(), line(account, share), json(account, share));
    }

    @Command(mixinStandardHelpOptions = true, description = "Lists the accounts that do not have the defaults.")
    void list(@Mixin Output output) {
        ArrayNode json = Json.mapper().createArrayNode();
        List<String> lines = new ArrayList<>();
        shares().all().forEach((account, share) -> {
            lines.add(line(account, share));
            json.add(json(account, share));
        });
        output.print(context.out(), String.join("\n", lines), json);
    }

    @Command(mixinStandardHelpOptions = true, description = "Gives an account the defaults again.")
    void remove(@Parameters(paramLabel = "ACCOUNT") String account, @Mixin Output output) {
        if (!shares().remove(account)) {
            throw new AdminException("the account " + account + " has the defaults");
        }
        output.print(context.out(), "removed", Json.object().put("removed", account));
    }

    private Shares shares() {
        return new Shares(context.settings().jdbc(), context.files());
    }

    private static void check(String option, @Nullable Integer value, int low, int high) {
        if (value != null && (value < low || value > high)) {
            throw new AdminException(option + " must be from " + low + " to " + high + ", not " + value);
        }
    }

    private static String line(String account, Share share) {
        return account + "\tweight " + share.weight() + "\tborrow " + share.borrow() + " %\tpriority "
                + share.priority();
    }

    private static ObjectNode json(String account, Share share) {
        return Json.object()
                .put("account", account)
                .put("weight", share.weight())
                .put("borrow", share.borrow())
                .put("priority", share.priority());
    }
}
