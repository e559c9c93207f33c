using System.Text.Json.Nodes;

namespace Hebb.Fuzz;

/// <summary>Ways of damaging a configuration: its whole numbers become others, and now and then other values too.</summary>
internal static class JsonDamage
{
    /// <summary>What whole numbers become: nothing, less than nothing, and what overflows when it is multiplied.</summary>
    private static readonly long[] s_numbers =
        [0, -1, 1 << 16, 1 << 30, int.MaxValue, 1_000_000_000, 65537, 46341, 1291, 715827883, 2, 3, 7, 1L << 31, int.MinValue, 100, 1000];

    /// <summary>How many single replacements there are: each number by each of the first six values.</summary>
    public static int Singles(JsonNode sound) => 6 * Places(sound, IsWhole).Count;

    /// <summary>The configuration with one number replaced, in turn.</summary>
    public static JsonNode Single(JsonNode sound, int number)
    {
        JsonNode damaged = sound.DeepClone();
        List<(JsonNode Parent, object Key)> places = Places(damaged, IsWhole);
        Set(places[number / 6], s_numbers[number % 6]);
        return damaged;
    }

    /// <summary>The configuration with several values replaced.</summary>
    public static JsonNode Several(JsonNode sound, Random random)
    {
        JsonNode damaged = sound.DeepClone();
        for (int change = random.Next(1, 5); change > 0; change--)
        {
            bool anything = random.Next(8) == 0;
            List<(JsonNode Parent, object Key)> places = Places(damaged, anything ? _ => true : IsWhole);
            if (places.Count == 0) { break; }
            (JsonNode Parent, object Key) place = places[random.Next(places.Count)];
            JsonNode? value = anything
                ? random.Next(12) switch
                {
                    0 => null,
                    1 => new JsonArray(),
                    2 => new JsonObject(),
                    3 => "same",
                    4 => "causal",
                    5 => "valid",
                    6 => true,
                    7 => -1.5,
                    8 => 1e300,
                    9 => new JsonArray(1, 2),
                    10 => new JsonArray(null, s_numbers[random.Next(s_numbers.Length)], 3),
                    _ => places[random.Next(places.Count)] is var other ? Get(other)?.DeepClone() : null,
                }
                : random.Next(4) == 0 ? random.Next(-2, 20) : s_numbers[random.Next(s_numbers.Length)];
            Set(place, value);
        }

        return damaged;
    }

    private static bool IsWhole(JsonNode? node) => node is JsonValue value && value.TryGetValue(out long _);

    private static List<(JsonNode Parent, object Key)> Places(JsonNode root, Func<JsonNode?, bool> isWanted)
    {
        List<(JsonNode, object)> places = [];
        void Visit(JsonNode? node)
        {
            if (node is JsonArray list)
            {
                for (int i = 0; i < list.Count; i++) { Found(list, i, list[i]); }
            }
            else if (node is JsonObject settings)
            {
                foreach ((string key, JsonNode? value) in settings.ToArray()) { Found(settings, key, value); }
            }
        }

        void Found(JsonNode parent, object key, JsonNode? value)
        {
            if (isWanted(value)) { places.Add((parent, key)); }
            Visit(value);
        }

        Visit(root);
        return places;
    }

    private static JsonNode? Get((JsonNode Parent, object Key) place) => place.Key is int index ? place.Parent[index] : place.Parent[(string)place.Key];

    private static void Set((JsonNode Parent, object Key) place, JsonNode? value)
    {
        if (place.Key is int index) { place.Parent[index] = value; }
        else { place.Parent[(string)place.Key] = value; }
    }
}
