using Hebb.Cpu.Running;
using Hebb.Tensors;

namespace Hebb.Fuzz;

/// <summary>A kernel that writes one number too many: a checked build that does not notice it would prove nothing.</summary>
internal sealed unsafe class PlantedWrite : Kernel
{
    public override string Name => "planted write";

    public override void Run(Frame frame, int part, int worker) => frame.Floats(new(0, 64))[0] = 1;

    /// <summary>Refuses to go on if the checks see nothing.</summary>
    public static void MustBeFound()
    {
        if (!RedZone.IsOn) { return; }
        Frame frame = new(1) { Pool = new() };
        frame.Bind(0, new(64));
        try
        {
            frame.Pool.Run(new PlantedWrite(), frame);
        }
        catch (InvalidProgramException)
        {
            return;
        }

        throw new InvalidOperationException("This is a checked build, but a kernel that writes outside of its memory was not found.");
    }
}
