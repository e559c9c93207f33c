using System.Globalization;

namespace Hebb.Fuzz;

/// <summary>Gives damaged files to every reader of files. See docs/maintainers/decisions/0017-sizes-and-fuzzing.md.</summary>
internal static class Program
{
    private const string Usage = """
        Usage: dotnet run -c Release --project tests/Hebb.Fuzz -- TARGET… [--from N] [--count N] [--seconds N] [--output FOLDER]
               dotnet run -c Release --project tests/Hebb.Fuzz -- TARGET --input FILE

          TARGET     a reader, or 'all'
          --from     the number of the first input; 0 by default. A number always means the same input.
          --count    how many inputs for each target; 1,000 by default
          --seconds  stop after this time for each target
          --output   where inputs at fault are kept; artifacts/fuzz by default
          --input    read one file instead

        """;

    private static int Main(string[] args)
    {
        if (args is ["--worker", var worked, var first, var last, var progress])
        {
            Worker.Run(Find(worked)(), Number(first), Number(last), progress);
            return 0;
        }

        List<string> names = [.. args.TakeWhile(argument => !argument.StartsWith("--", StringComparison.Ordinal))];
        Dictionary<string, string> options = [];
        for (int i = names.Count; i + 1 < args.Length; i += 2) { options[args[i]] = args[i + 1]; }
        if (names.Count == 0 || (args.Length - names.Count) % 2 != 0)
        {
            Console.Error.Write(Usage + "Targets: " + string.Join(", ", Targets.All.Select(target => target.Name)) + "\n");
            return 2;
        }

        Console.WriteLine(Hebb.Tensors.RedZone.IsOn ? "kernels are checked" : "kernels are not checked; build with -p:HebbChecked=true");
        if (names is ["all"]) { names = [.. Targets.All.Select(target => target.Name)]; }
        if (options.TryGetValue("--input", out string? file))
        {
            string? wrong = Verdict.Of(Find(names[0])(), File.ReadAllBytes(file), out string? refused);
            Console.WriteLine(wrong ?? (refused is null ? "read" : $"refused: {refused}"));
            return wrong is null ? 0 : 1;
        }

        int faults = 0;
        foreach (string name in names) { faults += Fuzz(name, options); }
        return faults == 0 ? 0 : 1;
    }

    private static int Fuzz(string name, Dictionary<string, string> options)
    {
        long from = Number(options.GetValueOrDefault("--from", "0")), count = Number(options.GetValueOrDefault("--count", "1000"));
        double seconds = Number(options.GetValueOrDefault("--seconds", "1000000"));
        Watch watch = new(name, Find(name)(), options.GetValueOrDefault("--output", Path.Combine("artifacts", "fuzz")));
        DateTime start = DateTime.UtcNow;
        long end = watch.Run(from, from + count, start.AddSeconds(seconds));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{name}: inputs {from:N0} to {end - 1:N0} in {(DateTime.UtcNow - start).TotalSeconds:F0} s, {watch.Faults} faults"));
        return watch.Faults;
    }

    private static Func<FuzzTarget> Find(string name) => Array.Find(Targets.All, target => target.Name == name) is { Make: { } make }
        ? make
        : throw new ArgumentException($"There is no target '{name}'. Targets: {string.Join(", ", Targets.All.Select(target => target.Name))}");

    private static long Number(string text) => long.Parse(text, NumberStyles.AllowThousands | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}
