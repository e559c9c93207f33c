namespace Hebb.Cpu.Running;

/// <summary>
/// Where a value lives: a slot of the <see cref="Frame"/> and an offset in bytes. Never a pointer, so that one program runs over
/// many frames, and a loop can move a slot over time.
/// </summary>
internal readonly record struct Ref(int Slot, long Offset);
