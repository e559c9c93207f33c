using System.Diagnostics;
using Hebb.Formats;
using Hebb.Formats.Hdf5;
using Hebb.Formats.NumPy;
using Hebb.Keras;

namespace Hebb.Tests.Formats;

/// <summary>Readers meet damaged files: only the declared exception comes out, and memory stays in proportion to the file.</summary>
public class FuzzTests
{
    private const int Count = 20_000;

    // Interesting for lengths, counts and addresses: ends of ranges and values that overflow when multiplied.
    private static readonly ulong[] s_values =
        [0, 1, 7, 8, 16, 96, 0x88, 255, 256, 65535, 1 << 16, int.MaxValue, 1UL << 31, uint.MaxValue, 1UL << 32, 1UL << 61, long.MaxValue, ulong.MaxValue];

    [Theory]
    [InlineData("mlp_churn_adam/model.h5")]
    [InlineData("mlp_churn_adam/model.keras")]
    [InlineData("mlp_churn_adam/weights.npz")]
    [InlineData("mlp_churn_adam/x0.npy")]
    [InlineData("hdf5/types.h5")]
    [InlineData("hdf5/chunked.h5")]
    [InlineData("hdf5/ordered.h5")]
    [Trait("Speed", "Slow")]
    public void Damaged_files_raise_only_the_declared_exception(string file)
    {
        byte[] sound = File.ReadAllBytes(SharedData.Fixture(file));
        Random random = new(20_260);
        int count = Count / (sound.Length > 20_000 ? 4 : 1);
        int refused = 0;
        for (int run = 0; run < count; run++)
        {
            byte[] damaged = Damage(sound, random);
            long before = GC.GetAllocatedBytesForCurrentThread();
            long start = Stopwatch.GetTimestamp();
            try
            {
                ReadAll(file, damaged);
            }
            catch (FileFormatException)
            {
                refused++;
            }
            catch (Exception other)
            {
                Assert.Fail($"Run {run} of {file}: {other}");
            }

            // These files are decoded, converted to doubles and described by objects; nothing expands much beyond that.
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated < (40L * damaged.Length) + (1 << 20), $"Run {run} of {file}: {allocated} bytes allocated for {damaged.Length}.");
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(30), $"Run {run} of {file} hangs.");
        }

        Assert.InRange(refused, count / 50, count);
    }

    private static byte[] Damage(byte[] sound, Random random)
    {
        byte[] bytes = [.. sound];
        for (int change = random.Next(1, 5); change > 0; change--)
        {
            // Structures lie at multiples of eight bytes: half of the changes go there.
            int at = random.Next(bytes.Length - 8);
            if (random.Next(2) == 0) { at &= ~7; }
            switch (random.Next(6))
            {
                case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes[at] = (byte)random.Next(256); break;
                case 2: BitConverter.TryWriteBytes(bytes.AsSpan(at), s_values[random.Next(s_values.Length)]); break;
                case 3: BitConverter.TryWriteBytes(bytes.AsSpan(at), (ulong)(random.Next(bytes.Length) & ~7)); break;
                case 4: bytes.AsSpan(random.Next(bytes.Length - 8), 8).CopyTo(bytes.AsSpan(at)); break;
                default:
                    if (random.Next(8) == 0) { bytes = bytes[..Math.Max(16, at)]; }
                    else { bytes.AsSpan(at, 4).Fill(255); }
                    break;
            }
        }

        return bytes;
    }

    private static void ReadAll(string file, byte[] bytes)
    {
        switch (Path.GetExtension(file))
        {
            case ".npy": Decode(Npy.Read(bytes)); break;
            case ".npz":
                foreach (StoredArray array in Npz.Read(bytes).Values) { Decode(array); }
                break;
            case ".keras": Walk(KerasArchive.Read(bytes).Weights); break;
            default: Walk(Hdf5File.Read(bytes)); break;
        }
    }

    private static void Walk(Hdf5Group group)
    {
        foreach (StoredArray value in group.Attributes.Values) { Decode(value); }
        foreach (Hdf5Dataset dataset in group.Datasets.Values)
        {
            Decode(dataset.Values);
            foreach (StoredArray value in dataset.Attributes.Values) { Decode(value); }
        }

        foreach (Hdf5Group child in group.Groups.Values) { Walk(child); }
    }

    private static void Decode(StoredArray array)
    {
        if (array.Type == ElementType.Text) { array.ReadStrings(); }
        else { array.ReadDoubles(); }
    }
}
